export { execute } from "./execute.ts"
export { properties } from "./properties.ts"
export { searchCreators } from "./search.ts"
