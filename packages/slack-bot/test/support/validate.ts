import { Ajv, type ValidateFunction } from "ajv"
import { messageProblems, viewProblems } from "./limits.ts"
import { slackSchema } from "./schema.ts"

const point = {
  type: "object",
  properties: { label: { type: "string" }, value: { type: "number" } },
  required: ["label", "value"],
  additionalProperties: false
}

/** Charts are public but not in @slack/types yet. */
const chart = {
  type: "object",
  properties: {
    type: { const: "data_visualization" },
    title: { type: "string" },
    block_id: { type: "string" },
    chart: {
      oneOf: [
        {
          type: "object",
          properties: { type: { const: "pie" }, segments: { type: "array", items: point } },
          required: ["type", "segments"],
          additionalProperties: false
        },
        {
          type: "object",
          properties: {
            type: { enum: ["bar", "line", "area"] },
            series: {
              type: "array",
              items: {
                type: "object",
                properties: { name: { type: "string" }, data: { type: "array", items: point } },
                required: ["name", "data"],
                additionalProperties: false
              }
            },
            axis_config: {
              type: "object",
              properties: {
                categories: { type: "array", items: { type: "string" } },
                x_label: { type: "string" },
                y_label: { type: "string" }
              },
              required: ["categories"],
              additionalProperties: false
            }
          },
          required: ["type", "series", "axis_config"],
          additionalProperties: false
        }
      ]
    }
  },
  required: ["type", "title", "chart"],
  additionalProperties: false
}

const ajv = new Ajv({ allowUnionTypes: true, strictTypes: false })
ajv.addSchema(slackSchema(), "slack")

/** `data_table` is `DataTableBlock`. */
const definition = (type: string): string =>
  `${type.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}Block`

const validators = new Map<string, ValidateFunction | undefined>([["data_visualization", ajv.compile(chart)]])

const validatorOf = (type: string): ValidateFunction | undefined => {
  if (!validators.has(type)) validators.set(type, ajv.getSchema(`slack#/definitions/${definition(type)}`))
  return validators.get(type)
}

const schemaProblems = (blocks: unknown): ReadonlyArray<string> =>
  (Array.isArray(blocks) ? blocks : []).flatMap((block: unknown) => {
    const type = typeof block === "object" && block !== null && "type" in block ? String(block.type) : "nothing"
    const validate = validatorOf(type)
    if (validate === undefined) return [`no such block: ${type}`]
    validate(block)
    return (validate.errors ?? []).map((error) => `${type}${error.instancePath} ${error.message}`)
  })

/** What Slack would have against a message; empty when it would take it. */
export const inMessage = (message: object): ReadonlyArray<string> => [
  ...schemaProblems("blocks" in message ? message.blocks : undefined),
  ...messageProblems({ ...message })
]

/** What Slack would have against a modal. */
export const inView = (view: object): ReadonlyArray<string> => [
  ...schemaProblems("blocks" in view ? view.blocks : undefined),
  ...viewProblems({ ...view })
]
