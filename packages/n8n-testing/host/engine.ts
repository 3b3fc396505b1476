// n8n's own execution engine in this process, running an installed package. Without n8n's database, server and nodes.
import { realpathSync } from "node:fs"
import { createRequire } from "node:module"
import { ExecutionLifecycleHooks, LoadOptionsContext, PackageDirectoryLoader, WorkflowExecute } from "n8n-core"
import type * as N8n from "n8n-workflow"
import type {
  IConnections,
  ICredentialDataDecryptedObject,
  ICredentialsHelper,
  ICredentialType,
  IDataObject,
  IHttpRequestOptions,
  ILoadOptionsFunctions,
  INode,
  INodeExecutionData,
  INodeListSearchResult,
  INodeType,
  INodeTypeDescription,
  INodeTypes,
  IVersionedNodeType,
  IWorkflowExecuteAdditionalData
} from "n8n-workflow"
import { openTrigger, type Polling } from "./polls.ts"

// n8n-core is CommonJS: its n8n-workflow is the CommonJS one, and classes must be the same.
const modules = createRequire(import.meta.url)
const { NodeHelpers, Workflow } = modules("n8n-workflow") as typeof N8n

const manualTrigger: INodeType = {
  description: {
    displayName: "Start",
    name: "manualTrigger",
    group: ["trigger"],
    version: 1,
    description: "",
    defaults: {},
    inputs: [],
    outputs: ["main"],
    properties: []
  },
  async execute() {
    return [this.getInputData()]
  }
}

/** The values of the Xingtu credential, for an API at an address of your own. */
export interface Credentials extends ICredentialDataDecryptedObject {
  readonly token: string
  readonly environment: "custom"
  readonly baseUrl: string
}

/** The output of a node: items, failed items, and hints. */
export interface Run {
  readonly items: ReadonlyArray<INodeExecutionData>
  /** The second output, of a node that sends failures there. */
  readonly failed: ReadonlyArray<INodeExecutionData>
  readonly hints: ReadonlyArray<unknown>
}

/** How a workflow ended: its status, its error, and the output of each node. */
export interface Execution {
  readonly status: string
  readonly error: unknown
  readonly of: (node: string) => Run
}

/** As much of a workflow's JSON as is run. */
export interface Flow {
  readonly nodes: ReadonlyArray<INode>
  readonly connections: IConnections
}

const startOf = ({ nodes }: Flow): INode => {
  const found = nodes.find(({ type }) => type === "n8n-nodes-base.manualTrigger")
  if (found === undefined) throw new Error("The workflow has no manual trigger.")
  return found
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

/** Loads the package in a folder into n8n's engine. */
export const openEngine = async (folder: string) => {
  // Otherwise n8n leaves a key in the home of whoever runs this.
  process.env["N8N_USER_FOLDER"] ??= folder
  const load = async () => {
    const fresh = new PackageDirectoryLoader(folder)
    await fresh.loadAll()
    return fresh
  }
  let loader = await load()

  /** As a new process has it: the package's modules remember nothing. */
  const reload = async () => {
    for (const file of Object.keys(modules.cache)) if (file.startsWith(realpathSync(folder))) delete modules.cache[file]
    loader = await load()
  }

  /** The nodes of n8n itself that workflows may use beside ours, by type. */
  const builtIn: Record<string, INodeType | IVersionedNodeType> = { "n8n-nodes-base.manualTrigger": manualTrigger }

  const typeOf = (name: string): INodeType | IVersionedNodeType =>
    builtIn[name] ?? loader.getNode(name.split(".").at(-1)?.replace(/Tool$/, "") ?? "").type

  const nodeTypes: INodeTypes = {
    getByName: typeOf,
    getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(typeOf(name), version),
    getKnownTypes: () => ({})
  }

  const credential = loader.getCredential("xingtuApi").type

  /** What n8n's credentials service does with a declarative credential, without its database. */
  const credentialsHelper = (data: ICredentialDataDecryptedObject) => {
    const helper: Partial<ICredentialsHelper> = {
      getParentTypes: () => [],
      isCredentialUsableByNode: () => true,
      getDecrypted: async () => data,
      preAuthentication: async () => undefined,
      getCredentialsProperties: () => credential.properties,
      authenticate: async (credentials, name, options) => {
        const { authenticate } = credential
        if (typeof authenticate !== "object") throw new Error(`${name} is not declarative`)
        const request = options as IHttpRequestOptions
        for (const [key, value] of Object.entries(authenticate.properties.qs ?? {})) {
          // n8n evaluates any expression; ours is this one.
          const named = /^=\{\{ \$credentials\.(\w+)\.trim\(\) \}\}$/.exec(String(value))?.[1] ?? ""
          request.qs = { ...request.qs, [key]: String(credentials[named]).trim() }
        }
        return request
      }
    }
    return helper as ICredentialsHelper
  }

  let executions = 0

  const additionalData = (
    credentials: ICredentialDataDecryptedObject,
    nodes: ReadonlyArray<INode>
  ): IWorkflowExecuteAdditionalData =>
    ({
      hooks: new ExecutionLifecycleHooks("manual", "1", { id: "w", nodes, connections: {} } as never),
      executionId: String(++executions),
      credentialsHelper: credentialsHelper(credentials),
      webhookWaitingBaseUrl: "http://localhost/waiting",
      formWaitingBaseUrl: "http://localhost/form",
      variables: {},
      setExecutionStatus: () => {},
      logAiEvent: () => {}
    }) as never // only what an execution of these nodes touches

  const workflowOf = ({ connections, nodes }: Flow, staticData?: IDataObject) =>
    new Workflow({
      id: "w",
      name: "Shortlist",
      nodes: [...nodes],
      connections,
      nodeTypes,
      active: false,
      settings: { executionOrder: "v1" },
      ...(staticData === undefined ? {} : { staticData })
    })

  /**
   * Runs a workflow from its manual trigger, with these items; the signal cancels it, as a person does in the editor.
   */
  const execute = async (
    credentials: Credentials,
    flow: Flow,
    items: ReadonlyArray<IDataObject> = [{}],
    signal?: AbortSignal
  ): Promise<Execution> => {
    const startNode = startOf(flow)
    const started = {
      startTime: 0,
      executionIndex: 0,
      executionTime: 0,
      source: [],
      data: { main: [items.map((json) => ({ json }))] }
    }
    const running = new WorkflowExecute(additionalData(credentials, flow.nodes), "manual").run({
      workflow: workflowOf(flow),
      startNode,
      triggerToStartFrom: { name: startNode.name, data: started } as never
    })
    signal?.addEventListener("abort", () => running.cancel())
    const { data, status } = await running
    const { error, runData } = data.resultData
    return {
      status,
      error,
      of: (node) => {
        const ran = runData[node]?.[0]
        const [main, failed] = ran?.data?.["main"] ?? []
        return { items: main ?? [], failed: failed ?? [], hints: ran?.hints ?? [] }
      }
    }
  }

  /** Runs one Xingtu node over items. */
  const run = async (
    credentials: Credentials,
    parameters: IDataObject,
    {
      items,
      node = {},
      signal
    }: {
      readonly items?: ReadonlyArray<IDataObject>
      readonly node?: Partial<INode>
      readonly signal?: AbortSignal
    } = {}
  ): Promise<Omit<Execution, "of"> & Run> => {
    const start: INode = {
      id: "a",
      name: "Start",
      type: "n8n-nodes-base.manualTrigger",
      typeVersion: 1,
      position: [0, 0],
      parameters: {}
    }
    const connections = { Start: { main: [[{ node: "Xingtu", type: "main" as const, index: 0 }]] } }
    const { error, of, status } = await execute(
      credentials,
      { nodes: [start, xingtu("xingtu", parameters, node)], connections },
      items,
      signal
    )
    return { status, error, ...of("Xingtu") }
  }

  /** The panel of a node with these parameters, whose helpers send requests as n8n does. */
  const panelOf = (credentials: Credentials, currentNodeParameters: INode["parameters"]): ILoadOptionsFunctions => {
    const node = xingtu("xingtu", currentNodeParameters)
    const data = { ...additionalData(credentials, [node]), currentNodeParameters }
    const flow = workflowOf({ nodes: [node], connections: {} })
    return new LoadOptionsContext(flow, node, data, "parameters.creatorId") as ILoadOptionsFunctions
  }

  /** Opens the creator list of the panel of a node with these parameters. */
  const search = async (
    credentials: Credentials,
    filter?: string,
    token?: string,
    currentNodeParameters: INode["parameters"] = { resource: "creator", operation: "creatorProfile" }
  ): Promise<INodeListSearchResult> => {
    const list = (typeOf("n8n-nodes-xingtu.xingtu") as INodeType).methods?.listSearch?.["searchCreators"]
    if (list === undefined) throw new Error("The node has no creator list.")
    return list.call(panelOf(credentials, currentNodeParameters), filter, token)
  }

  /** A trigger that n8n polls; what it may spend on a poll is n8n's choice. */
  const trigger = (
    credentials: Credentials,
    parameters: IDataObject,
    { budgetMs = 36_000, polling = "memory" }: { readonly polling?: Polling; readonly budgetMs?: number } = {}
  ) => {
    const node = xingtu("xingtuTrigger", parameters)
    return openTrigger(
      {
        node,
        additionalData: () => additionalData(credentials, [node]),
        workflow: (staticData) => workflowOf({ nodes: [node], connections: {} }, staticData),
        type: () => typeOf(node.type) as INodeType,
        reload
      },
      polling,
      budgetMs
    )
  }

  /** A node's description as n8n loaded it. */
  const description = (type: "xingtu" | "xingtuTrigger"): INodeTypeDescription =>
    (typeOf(`n8n-nodes-xingtu.${type}`) as INodeType).description

  return {
    additionalData,
    builtIn,
    credential: credential as ICredentialType,
    description,
    execute,
    panelOf,
    run,
    search,
    trigger
  }
}

/** n8n's engine with the package loaded: runs nodes, workflows and triggers. */
export type Engine = Awaited<ReturnType<typeof openEngine>>
