// n8n's own execution engine in this process, running the installed package.
import { createRequire } from "node:module"
import { ExecutionLifecycleHooks, LoadOptionsContext, PackageDirectoryLoader, PollContext, WorkflowExecute } from "n8n-core"
import type {
  IConnections, ICredentialDataDecryptedObject, ICredentialsHelper, ICredentialType, IDataObject, IHttpRequestOptions, ILoadOptionsFunctions, INode, INodeExecutionData,
  INodeListSearchResult, INodeType, INodeTypes, IPollFunctions, IVersionedNodeType, IWorkflowExecuteAdditionalData
} from "n8n-workflow"

// n8n-core is CommonJS: its n8n-workflow is the CommonJS one, and classes must be the same.
const { NodeHelpers, Workflow } = createRequire(import.meta.url)("n8n-workflow") as typeof import("n8n-workflow")

const loader = new PackageDirectoryLoader(process.env["XINGTU_INSTALLED_NODE"] ?? "")
const loaded = loader.loadAll()

const start: INodeType = {
  description: {
    displayName: "Start", name: "manualTrigger", group: ["trigger"], version: 1, description: "", defaults: {}, inputs: [], outputs: ["main"], properties: []
  },
  async execute() {
    return [this.getInputData()]
  }
}

/** The nodes of n8n itself that workflows may use beside ours, by type. */
export const builtIn: Record<string, INodeType | IVersionedNodeType> = { "n8n-nodes-base.manualTrigger": start }

const typeOf = (name: string): INodeType | IVersionedNodeType =>
  builtIn[name] ?? loader.getNode(name.split(".").at(-1)?.replace(/Tool$/, "") ?? "").type

const nodeTypes: INodeTypes = {
  getByName: typeOf,
  getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(typeOf(name), version),
  getKnownTypes: () => ({})
}

/** What n8n's credentials service does with a declarative credential, without its database. */
const credentialsHelper = (data: ICredentialDataDecryptedObject) => {
  const typed = (name: string): ICredentialType => loader.getCredential(name).type
  const helper: Partial<ICredentialsHelper> = {
    getParentTypes: () => [],
    isCredentialUsableByNode: () => true,
    getDecrypted: async () => data,
    preAuthentication: async () => undefined,
    getCredentialsProperties: (name) => typed(name).properties,
    authenticate: async (credentials, name, options) => {
      const { authenticate } = typed(name)
      if (typeof authenticate !== "object") throw new Error(`${name} is not declarative`)
      const request = options as IHttpRequestOptions
      for (const [key, value] of Object.entries(authenticate.properties.qs ?? {})) {
        const named = /^=\{\{\$credentials\.(\w+)\}\}$/.exec(String(value))?.[1] ?? ""
        request.qs = { ...request.qs, [key]: credentials[named] }
      }
      return request
    }
  }
  return helper as ICredentialsHelper
}

export const additionalData = (credentials: ICredentialDataDecryptedObject, nodes: Array<INode>): IWorkflowExecuteAdditionalData => ({
  hooks: new ExecutionLifecycleHooks("manual", "1", { id: "w", nodes, connections: {} } as never),
  credentialsHelper: credentialsHelper(credentials),
  webhookWaitingBaseUrl: "http://localhost/waiting",
  formWaitingBaseUrl: "http://localhost/form",
  variables: {},
  setExecutionStatus: () => {},
  logAiEvent: () => {}
} as never) // only what an execution of these nodes touches

export interface Credentials extends ICredentialDataDecryptedObject {
  readonly token: string
  readonly environment: "custom"
  readonly baseUrl: string
}

const xingtu = (type: string, parameters: IDataObject, more: Partial<INode> = {}): INode => ({
  id: "b",
  name: "Xingtu",
  type: `n8n-nodes-xingtu.${type}`,
  typeVersion: 1,
  position: [200, 0],
  parameters: parameters as INode["parameters"],
  credentials: { xingtuApi: { id: "c", name: "Xingtu" } },
  ...more
})

const workflowOf = (nodes: Array<INode>, connections: IConnections = {}, staticData?: IDataObject) =>
  new Workflow({
    id: "w",
    name: "Shortlist",
    nodes,
    connections,
    nodeTypes,
    active: false,
    settings: { executionOrder: "v1" },
    ...(staticData === undefined ? {} : { staticData })
  })

export interface Run {
  readonly status: string
  readonly items: ReadonlyArray<INodeExecutionData>
  /** The second output, of a node that sends failures there. */
  readonly failed: ReadonlyArray<INodeExecutionData>
  readonly error: unknown
  readonly hints: ReadonlyArray<unknown>
}

/** Runs one Xingtu node over items. */
export const run = async (
  credentials: Credentials,
  parameters: IDataObject,
  { items = [{}], node = {} }: { readonly items?: ReadonlyArray<IDataObject>; readonly node?: Partial<INode> } = {}
): Promise<Run> => {
  await loaded
  const start: INode = { id: "a", name: "Start", type: "n8n-nodes-base.manualTrigger", typeVersion: 1, position: [0, 0], parameters: {} }
  const nodes = [start, xingtu("xingtu", parameters, node)]
  const { status, data } = await new WorkflowExecute(additionalData(credentials, nodes), "manual").run({
    workflow: workflowOf(nodes, { Start: { main: [[{ node: "Xingtu", type: "main", index: 0 }]] } }),
    startNode: start,
    triggerToStartFrom: { name: "Start", data: { startTime: 0, executionIndex: 0, executionTime: 0, source: [], data: { main: [items.map((json) => ({ json }))] } } } as never
  })
  const ran = data.resultData.runData["Xingtu"]?.[0]
  const [main, failed] = ran?.data?.["main"] ?? []
  return { status, items: main ?? [], failed: failed ?? [], error: data.resultData.error, hints: ran?.hints ?? [] }
}

/** Opens the creator list of the panel. */
export const search = async (credentials: Credentials, filter?: string, token?: string): Promise<INodeListSearchResult> => {
  await loaded
  const node = xingtu("xingtu", { resource: "creator", operation: "creatorProfile" })
  const { methods } = typeOf(node.type) as INodeType
  const list = methods?.listSearch?.["searchCreators"]
  if (list === undefined) throw new Error("the node has no creator list")
  return list.call(new LoadOptionsContext(workflowOf([node]), node, additionalData(credentials, [node]), "parameters.creatorId") as ILoadOptionsFunctions, filter, token)
}

/** A trigger that is polled; `restart` keeps only what n8n stores with the workflow. */
export const trigger = (credentials: Credentials, parameters: IDataObject) => {
  const node = xingtu("xingtuTrigger", parameters)
  let workflow = workflowOf([node])
  const poll = async (mode: "manual" | "trigger" = "trigger"): Promise<ReadonlyArray<IDataObject>> => {
    await loaded
    const type = typeOf(node.type) as INodeType
    const data = await type.poll?.call(new PollContext(workflow, node, additionalData(credentials, [node]), mode, "activate") as IPollFunctions)
    return data?.[0]?.map(({ json }) => json) ?? []
  }
  return {
    poll,
    stored: () => JSON.stringify(workflow.staticData),
    restart: () => {
      workflow = workflowOf([node], {}, JSON.parse(JSON.stringify(workflow.staticData)))
    }
  }
}

/** The credential as n8n loaded it. */
export const credential = async (): Promise<ICredentialType> => {
  await loaded
  return loader.getCredential("xingtuApi").type
}

/** A node's description as n8n loaded it. */
export const description = async (type: "xingtu" | "xingtuTrigger") => {
  await loaded
  return (typeOf(`n8n-nodes-xingtu.${type}`) as INodeType).description
}
