// The credential's test, run the way n8n's own tester runs it: its request through a declarative node, then its rules.
import { createRequire } from "node:module"
import type * as N8n from "n8n-workflow"
import { ExecuteContext, RoutingNode } from "n8n-core"
import type {
  IAuthenticateRuleResponseSuccessBody,
  ICredentialsDecrypted,
  INode,
  INodeType,
  INodeTypes
} from "n8n-workflow"
import { type Credentials, engine } from "./n8n.ts"

const { createEmptyRunExecutionData, Workflow } = createRequire(import.meta.url)("n8n-workflow") as typeof N8n

export interface Verdict {
  readonly status: "OK" | "Error"
  readonly message: string
}

export const testCredential = async (credentials: Credentials): Promise<Verdict> => {
  const {
    additionalData,
    credential: { test }
  } = await engine()
  if (test === undefined) throw new Error("the credential has no test")
  const nodeType: INodeType = {
    description: {
      displayName: "Temp",
      name: "temp",
      group: ["input"],
      version: 1,
      description: "",
      defaults: {},
      inputs: ["main"],
      outputs: ["main"],
      credentials: [{ name: "xingtuApi", required: true }],
      properties: [
        { displayName: "Temp", name: "temp", type: "string", default: "", routing: { request: test.request } }
      ]
    }
  }
  const node: INode = {
    id: "t",
    name: "Temp",
    type: "temp",
    typeVersion: 1,
    position: [0, 0],
    parameters: {},
    credentials: { xingtuApi: { id: "c", name: "Xingtu" } }
  }
  const nodeTypes: INodeTypes = {
    getByName: () => nodeType,
    getByNameAndVersion: () => nodeType,
    getKnownTypes: () => ({})
  }
  const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes })
  const input = { main: [[{ json: {} }]] }
  const context = new ExecuteContext(
    workflow,
    node,
    additionalData(credentials, [node]),
    "internal",
    createEmptyRunExecutionData(),
    0,
    [],
    input,
    { node, data: input, source: null },
    []
  )
  const decrypted: ICredentialsDecrypted = { id: "c", name: "Xingtu", type: "xingtuApi", data: credentials }
  try {
    const [[item] = []] = (await new RoutingNode(context, nodeType, decrypted).runNode()) ?? []
    const rules = (test.rules ?? []) as ReadonlyArray<IAuthenticateRuleResponseSuccessBody>
    const broken = rules.find(({ properties }) => item?.json[properties.key] === properties.value)
    return broken === undefined
      ? { status: "OK", message: "" }
      : { status: "Error", message: broken.properties.message }
  } catch (error) {
    return { status: "Error", message: error instanceof Error ? error.message : String(error) }
  }
}
