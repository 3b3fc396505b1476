/** What people type, as commands: names, arguments, creators, and back to text. */
export type { Command, Input, LeftOut } from "./Command.ts"
export { type From, sourcesFor, type Wanted } from "./brief.ts"
export * from "./creators.ts"
export { nameParam, saveForm } from "./lists.ts"
export * from "./shortlist.ts"
export { argumentsOf, ask } from "./fields.ts"
export {
  endpointNamed,
  endpoints,
  leading,
  own,
  ownByName,
  type Own,
  ownNamed,
  spelling,
  takesCreators
} from "../input/names.ts"
export { pasted } from "../input/pasted.ts"
export { parse } from "./parse.ts"
export { print, titleOf } from "./print.ts"
export { quoted, tokens, typed } from "../input/tokens.ts"
export { type Deed, type Watching, watchOf, type WatchKind, type WatchSpec, type WatchTyped } from "./watch.ts"
