// The workflows that are run: the examples, and one that is refused.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../scripts/root.ts"

interface Node {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly typeVersion: number
  readonly position: ReadonlyArray<number>
  readonly parameters: Record<string, unknown>
  readonly credentials?: object
}

export interface Workflow {
  readonly id: string
  readonly name: string
  readonly nodes: ReadonlyArray<Node>
  readonly connections: object
  readonly settings: object
}

const examples = join(root, "examples")

/** What a person sets up in the nodes of others. */
const own: Readonly<Record<string, (parameters: Node["parameters"]) => Partial<Node>>> = {
  "n8n-nodes-base.googleSheets": (parameters) => ({
    credentials: { googleSheetsOAuth2Api: { id: "sheets", name: "Sheets" } },
    parameters: {
      ...parameters,
      documentId: {
        __rl: true,
        mode: "url",
        value: "https://docs.google.com/spreadsheets/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit"
      }
    }
  }),
  "n8n-nodes-base.slack": () => ({ credentials: { slackApi: { id: "slack", name: "Slack" } } }),
  "@n8n/n8n-nodes-langchain.lmChatOpenAi": () => ({ credentials: { openAiApi: { id: "model", name: "Model" } } })
}

/** An example as a person sets it up. */
const example = (name: string): Workflow => {
  const workflow = JSON.parse(readFileSync(join(examples, `${name}.json`), "utf8")) as Workflow
  return {
    ...workflow,
    id: name.slice(0, 21),
    nodes: workflow.nodes.map((node) => ({
      ...node,
      ...own[node.type]?.(node.parameters)
    }))
  }
}

/** One node with a token that the API does not know. */
export const refused: Workflow = {
  id: "refused",
  name: "Refused",
  connections: { Start: { main: [[{ node: "Performance", type: "main", index: 0 }]] } },
  settings: { executionOrder: "v1" },
  nodes: [
    { id: "a", typeVersion: 1, position: [0, 0], name: "Start", type: "n8n-nodes-base.manualTrigger", parameters: {} },
    {
      id: "b",
      typeVersion: 1,
      position: [220, 0],
      name: "Performance",
      type: "n8n-nodes-xingtu.xingtu",
      parameters: {
        resource: "creator",
        operation: "spreadMetrics",
        creatorId: { __rl: true, mode: "id", value: "6955721930401185805" }
      },
      credentials: { xingtuApi: { id: "stranger", name: "Stranger" } }
    }
  ]
}

/** Accounts with the neighbours. */
export const others = [
  {
    id: "sheets",
    name: "Sheets",
    type: "googleSheetsOAuth2Api",
    data: { clientId: "c", clientSecret: "s", oauthTokenData: { access_token: "a", token_type: "Bearer" } }
  },
  { id: "slack", name: "Slack", type: "slackApi", data: { accessToken: "xoxb-of-a-test" } }
]

const names = readdirSync(examples).map((file) => file.replace(/\.json$/, ""))

/** n8n runs the tools of its newest agent in another way. */
const newestAgent = (workflow: Workflow): Workflow => ({
  ...workflow,
  id: "newest-agent",
  nodes: workflow.nodes.map((node) => (node.type.endsWith(".agent") ? { ...node, typeVersion: 3.1 } : node))
})

export const agents = ["agent-evaluates-creators", "newest-agent"]
export const workflows = new Map([
  ...names.map((name) => [name, example(name)] as const),
  ["newest-agent", newestAgent(example("agent-evaluates-creators"))] as const
])

export const get = (name: string): Workflow => {
  const found = workflows.get(name)
  if (found === undefined) throw new Error(`no example ${name}`)
  return found
}
