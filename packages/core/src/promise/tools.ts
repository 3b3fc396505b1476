import { Data, Duration, Effect, Layer, Result } from "effect"
import { refused, type Reply } from "../agent/answer.ts"
import { Secrets } from "../agent/Secrets.ts"
import { runTool } from "../agent/runTool.ts"
import { type Caller, invalid, type Refusal, type Tool } from "../agent/Tool.ts"
import { chooseTools, usualTools } from "../agent/tools.ts"
import * as Options from "../client/Options.ts"
import type { Xingtu } from "../client/Xingtu.ts"
import { InvalidSettings } from "../failure/InvalidSettings.ts"
import * as Check from "../settings/Check.ts"
import { runnerOf } from "./client.ts"
import { ofPromise } from "./runner.ts"
import type { Left, XingtuPromise } from "./types.ts"

export type { Reply }

/** Options of one call of a tool. */
export interface ToolCallOptions extends Left {
  /** Called while a long job runs, with the creators that are done. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void
}

/** A tool for function calling. */
export interface AgentTool extends Pick<Tool, "description" | "inputSchema" | "name" | "pays" | "title"> {
  /**
   * Runs a call, with the arguments as the model wrote them: an object, or its JSON. Whatever they are, the reply says
   * so. It rejects where no reply would help the model: a `signal` that aborts, a `confirm` that throws, a closed client.
   */
  readonly run: (input: unknown, options?: ToolCallOptions) => Promise<Reply>
}

/** A cost that has to be confirmed. */
export interface Cost {
  readonly tool: string
  /** For the person who decides: `Spend up to 250 paid calls on report?` */
  readonly question: string
}

/** Which tools an agent gets, and what it may spend unasked. */
export interface AgentOptions {
  /**
   * Whose shortlists and last looks these are; `agent` unless set. Its calls count as the consumer `agent/<name>`, so
   * `consumerBudgets: { "agent/*": 100 }` of the client limits what each agent pays in a day.
   */
  readonly name?: string
  /** Names such as `report`; `["all"]` adds a tool for each endpoint. The dozen by a buyer's jobs unless set. */
  readonly tools?: ReadonlyArray<string>
  /** More paid calls than this in one call must be confirmed; 20 unless set. */
  readonly confirmOver?: number
  /**
   * Asks a person whether to spend it. Without it the model gets a code that confirms the cost, to use once the user has
   * agreed: a guardrail, not proof of a person.
   */
  readonly confirm?: (cost: Cost) => boolean | Promise<boolean>
  /** A long job returns its results so far after this; 45 seconds unless set. */
  readonly patience?: Duration.Input
}

const aName = Check.must(
  "a name of letters, digits, dots and dashes",
  "由字母、数字、点和短横线组成的名称",
  (value) => typeof value === "string" && /^[\w.-]{1,40}$/.test(value)
)

const aClient = Check.must("a client of createXingtu", "由 createXingtu 创建的客户端", () => false)

const names = Check.must(
  "a list of names of tools",
  "工具名称的列表",
  (value) => Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === "string")
)

const checks: Options.Checks<AgentOptions> = {
  name: aName,
  tools: names,
  confirmOver: Check.wholeFromZero,
  confirm: Options.aFunction,
  patience: Check.duration
}

const refuse = (problems: InvalidSettings["problems"]): never => {
  throw new InvalidSettings({ problems })
}

/** Who was to ask a person could not: a mistake of the program, which its model could not mend. */
class ConfirmFailed extends Data.TaggedError("ConfirmFailed")<{ readonly error: unknown }> {}

/** Models write arguments as JSON, and not always well. */
const parsed = (input: unknown): Result.Result<unknown, Refusal> =>
  typeof input === "string"
    ? Result.try({ try: (): unknown => JSON.parse(input), catch: () => invalid("The arguments are not valid JSON.") })
    : Result.succeed(input)

/**
 * The tools of an agent, for function calling with any model: `agentTools(xingtu, { confirmOver: 50 })`. Each has a
 * name, a description, a JSON Schema, and `run`. They share cache, budgets and connections with the client.
 *
 * @throws `InvalidSettings` when an option is not usable
 */
export const agentTools = (xingtu: XingtuPromise, options: AgentOptions = {}): ReadonlyArray<AgentTool> => {
  const problems = Options.problemsOf(checks, options)
  if (problems.length > 0) refuse(problems)
  const { confirm, confirmOver = 20, name = "agent", patience = "45 seconds", tools } = options
  const runner = runnerOf(xingtu) ?? refuse(aClient("xingtu", xingtu))
  // Codes stay good from one call to the next.
  const secrets = Effect.runSync(Effect.cached(Effect.scoped(Layer.build(Secrets.layer))))

  const caller = ({ onProgress }: ToolCallOptions, tool: string): Caller<ConfirmFailed> => ({
    name,
    consumers: [`agent/${name}`],
    policy: { threshold: confirmOver, confirm: confirm === undefined ? "auto" : "human" },
    patienceMs: Duration.toMillis(patience),
    progress: (done, total) => Effect.sync(() => onProgress?.({ done, total })),
    confirm: (question, state) =>
      confirm === undefined
        ? Effect.succeed({ decision: "cannotAsk", state })
        : Effect.map(
            Effect.tryPromise({
              try: async () => confirm({ tool, question }),
              catch: (error) => new ConfirmFailed({ error })
            }),
            (agreed) => ({ decision: agreed ? "accepted" : "declined", state })
          )
  })

  const toolOf = (tool: Tool): AgentTool => {
    const { description, inputSchema, name, pays, title } = tool
    const call = runTool(tool, Effect.context<Xingtu>())
    return {
      name,
      title,
      description,
      pays,
      inputSchema,
      run: async (input, given = {}) => {
        const asked = Effect.flatMap(Effect.fromResult(parsed(input)), (known) => call(known, caller(given, name)))
        const reply = Effect.catch(asked, (failure) =>
          failure._tag === "Refusal" ? Effect.succeed(refused(failure)) : Effect.fail(failure.error)
        )
        const provided = Effect.flatMap(secrets, (context) => Effect.provideContext(reply, context))
        return runner.run({ of: name, given, checks: ofPromise }, provided, given.signal)
      }
    }
  }
  const chosen = tools === undefined ? Result.succeed(usualTools) : chooseTools(tools)
  return Result.getOrElse(chosen, (problem) => refuse([{ setting: "tools", problem }])).map(toolOf)
}
