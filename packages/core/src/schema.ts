/**
 * Schemas of what goes in and comes out: Effect's, which are Standard Schemas too, with JSON Schema by Effect's own
 * generator. They are derived from the endpoints, as is everything else.
 */
export { data, row } from "./schema/data.ts"
export { failure } from "./schema/failure.ts"
export { input, type Options } from "./schema/input.ts"
export { jsonSchema } from "./schema/jsonSchema.ts"
