// How n8n polls a trigger, and what it keeps of what the trigger remembers, in each of its three ways.
import { PollContext } from "n8n-core"
import type {
  IDataObject,
  INode,
  INodeType,
  IPollFunctions,
  IWorkflowExecuteAdditionalData,
  Workflow,
  WorkflowActivateMode
} from "n8n-workflow"

/** By its own clock (the default), by its durable scheduler, or by that with durable cursors. */
export type Polling = "memory" | "scheduler" | "cursors"

interface Parts {
  readonly node: INode
  readonly additionalData: () => IWorkflowExecuteAdditionalData
  readonly workflow: (staticData?: IDataObject) => Workflow
  readonly type: () => INodeType
  /** Loads the package again, as a new process does. */
  readonly reload: () => Promise<void>
}

/** Times n8n tries to publish a workflow whose trigger fails. */
const publishTries = 5

const ownBudgetMs = 300_000

type Items = ReadonlyArray<IDataObject>

const copy = (data: IDataObject): IDataObject => JSON.parse(JSON.stringify(data))

/** A poll of a workflow as n8n has loaded it. */
interface Session {
  readonly workflow: Workflow
  readonly context: IPollFunctions
}

/** A trigger as n8n polls it: publish, poll, publish again, restart. */
export const openTrigger = (parts: Parts, polling: Polling, scheduledBudgetMs: number) => {
  const { additionalData, node, type } = parts
  const errors: Array<Error> = []
  /** The workflow's row in the database. */
  let saved: IDataObject | undefined
  /** The node's row among the cursors. */
  let cursor: IDataObject | undefined
  let staged: IDataObject | undefined

  const save = ({ staticData }: Workflow): void => {
    if (staticData["__dataChanged"] !== true) return
    saved = copy(staticData)
    staticData["__dataChanged"] = false
  }

  const open = (
    activation: WorkflowActivateMode,
    budgetMs: number,
    mode: "manual" | "trigger" = "trigger"
  ): Session => {
    const workflow = parts.workflow(saved === undefined ? undefined : copy(saved))
    const staticData = () =>
      polling === "cursors" && staged !== undefined ? staged : workflow.getStaticData("node", node)
    const context = new PollContext(
      workflow,
      node,
      additionalData(),
      mode,
      activation,
      undefined,
      (error) => errors.push(error),
      undefined,
      undefined,
      staticData,
      () => budgetMs
    ) as IPollFunctions // n8n's types disagree on a workflow's name
    return { workflow, context }
  }

  /** One poll; what it gave is emitted, and with that what it remembers is kept. */
  const run = async ({ context, workflow }: Session, isPublishing: boolean): Promise<Items> => {
    if (polling === "cursors") staged = copy((cursor ??= copy(workflow.getStaticData("node", node))))
    const data = (await type().poll?.call(context)) ?? null
    if (data !== null) save(workflow)
    if (data !== null || !isPublishing) cursor = staged === undefined ? cursor : copy(staged)
    return data?.[0]?.map(({ json }) => json) ?? []
  }

  /** The one that n8n keeps for all polls by its own clock. */
  let session: Session | undefined

  const activate = async (activation: WorkflowActivateMode): Promise<Items> => {
    session = open(activation, ownBudgetMs)
    const items = await run(session, true)
    save(session.workflow)
    return items
  }

  const poll = async (mode: "manual" | "trigger" = "trigger"): Promise<Items> => {
    if (mode === "manual") {
      const data = await type().poll?.call(open("manual", ownBudgetMs, mode).context)
      return data?.[0]?.map(({ json }) => json) ?? []
    }
    if (session === undefined) return activate("activate")
    return run(polling === "memory" ? session : open("update", scheduledBudgetMs), false)
  }

  return {
    poll,
    /** A poll during which the workflow is published again: n8n throws away what it gave, and what it remembers. */
    superseded: async (): Promise<void> => {
      const before = [saved, cursor] as const
      await run(session === undefined || polling !== "memory" ? open("update", scheduledBudgetMs) : session, false)
      ;[saved, cursor] = before
      session = undefined
    },
    /** Publishes, as often as n8n tries to; whether that worked. */
    publish: async (): Promise<boolean> => {
      for (let tries = 0; tries < publishTries; tries++) {
        const done = await activate("activate").then(
          () => true,
          () => false
        )
        if (done) return true
      }
      return false
    },
    /** Failed executions that n8n shows, and hands to the error workflow. */
    errors: (): ReadonlyArray<Error> => errors,
    /** What n8n keeps. */
    stored: () => JSON.stringify((polling === "cursors" ? cursor : saved) ?? {}),
    /** A new process. n8n's own clock polls when it starts. */
    restart: async (): Promise<Items> => {
      await parts.reload()
      if (polling === "memory") return activate("init")
      return []
    }
  }
}
