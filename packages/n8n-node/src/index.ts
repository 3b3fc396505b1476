// What dist/shared/core.js gives to the nodes and the credential.
export { credentialProperties, credentialTest } from "./panel/credential.ts"
export { subtitle, triggerSubtitle } from "./subtitle.ts"
export { builderHint, toolDescription } from "./panel/hints.ts"
export { execute } from "./execute.ts"
export { properties } from "./panel/properties.ts"
export { searchCreators } from "./search.ts"
export { poll } from "./trigger/poll.ts"
export { triggerProperties } from "./trigger/properties.ts"
