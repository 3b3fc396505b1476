export * from "@xingtu/sandbox"
export { noToken, token } from "./token.ts"
