export * from "@xingtu/sandbox"
export { collectSpans } from "./spans.ts"
export { time } from "./time.ts"
export { noToken, token } from "./token.ts"
