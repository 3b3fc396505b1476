/** What people type, as commands: names, arguments, creators, and back to text. */
export type { Command, Input, LeftOut } from "./Command.ts"
export * from "./creators.ts"
export { argumentsOf, ask } from "./fields.ts"
export { endpointNamed, endpoints, own, type Own, ownNamed, spelling } from "./names.ts"
export { pasted } from "./pasted.ts"
export { parse } from "./parse.ts"
export { print, titleOf } from "./print.ts"
export { quoted, tokens, typed } from "./tokens.ts"
