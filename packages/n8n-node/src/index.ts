export { execute } from "./execute.ts"
export { properties } from "./properties.ts"
