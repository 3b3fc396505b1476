import { type JsonSchema, Schema } from "effect"

/**
 * The JSON Schema (draft 2020-12) of a schema: `jsonSchema(input(catalogue.spreadMetrics))`. Units are in it as `unit`
 * where the annotation is asked for.
 */
export const jsonSchema = (schema: Schema.Top, options?: Schema.ToJsonSchemaOptions): JsonSchema.JsonSchema =>
  Schema.toJsonSchemaDocument(schema, options).schema
