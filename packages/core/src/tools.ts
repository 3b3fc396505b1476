/**
 * The tools of an agent: a dozen by a buyer's jobs, each with a JSON Schema, a price before and its cost after. The MCP
 * server offers them to its clients; for function calling in your own program, see `@xingtu/core/promise/tools`.
 */
export { csv, refused, type Reply } from "./agent/answer.ts"
export { describeEndpoint, listEndpoints, endpointNamed } from "./agent/endpoint.ts"
export { fenced, plain } from "./agent/fence.ts"
export { Secrets } from "./agent/Secrets.ts"
export { runTool } from "./agent/runTool.ts"
export {
  type Caller,
  type Decision,
  invalid,
  makeTool,
  type Policy,
  Refusal,
  shortName,
  type Told,
  type Tool,
  type Work
} from "./agent/Tool.ts"
export { chooseTools, usualTools } from "./agent/tools.ts"
