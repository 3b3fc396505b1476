import { Cause, type Context, Effect, Result } from "effect"
import { metered, newMeter } from "../client/metered.ts"
import { Xingtu } from "../client/Xingtu.ts"
import { costLine, type Reply, reply } from "./answer.ts"
import { Secrets } from "./Secrets.ts"
import { type Caller, invalid, type Job, Refusal, shortName, type Tool } from "./Tool.ts"

const paidCalls = (n: number) => `${n} paid ${n === 1 ? "call" : "calls"}`

const wrongCode = invalid(
  "The confirmation code is not valid for this call: it was used, has expired, or is for other arguments or a lower cost.",
  "Call xingtu_plan, or this tool without a code, for a new one."
)

/** Paid calls left today for a caller; undefined without a limit. */
export const leftOf = ({ consumers }: Pick<Caller, "consumers">) =>
  Effect.map(
    Xingtu.use((xingtu) => xingtu.left(consumers)),
    (tightest) => tightest?.left
  )

/** Lets through what is within the limits and, over the threshold, only what was confirmed. */
const allowed = <E>(tool: string, caller: Caller<E>, { code, input }: Job, calls: number) =>
  Effect.gen(function* () {
    const { confirm, threshold } = caller.policy
    const codes = yield* Secrets
    const cost = `This call would cost up to ${paidCalls(calls)}`
    const left = (yield* leftOf(caller)) ?? Infinity
    if (calls > left)
      return yield* invalid(
        `${cost}, but ${left === 1 ? "1 is" : `${left} are`} left today within the limits.`,
        "Request less, or ask the operator to raise the daily limit."
      )
    if (calls <= threshold) return
    const subject = { caller: caller.name, tool, input, calls }
    if (code !== undefined && confirm === "auto")
      return (yield* codes.redeem(code, subject)) ? undefined : yield* wrongCode
    const issued = yield* codes.issue(subject)
    const { decision, state } = yield* caller.confirm(`Spend up to ${paidCalls(calls)} on ${shortName(tool)}?`, issued)
    if (decision === "accepted") return (yield* codes.redeem(state, subject)) ? undefined : yield* wrongCode
    if (decision === "declined") return yield* invalid(`${cost}. The user declined.`, "Request less, or stop here.")
    const must = `${cost}. More than ${threshold} must be confirmed`
    return yield* confirm === "human"
      ? invalid(
          `${must} by a person, and this client cannot ask one.`,
          "Request less, or use a client that can ask its user."
        )
      : invalid(
          `${must}.`,
          `Tell the user the cost. If they agree, call again with the same arguments and confirm="${issued}".`
        )
  })

/** A defect as a refusal: the model would see only silence. */
const broken = (mistake: unknown) =>
  new Refusal({
    happened: `The tool had an internal error (${mistake instanceof Error ? mistake.name : "unknown"}).`,
    charged: "unknown",
    advice: "Call xingtu_quota before you call again, and report this to the operator."
  })

const isRefusal = <E extends { readonly _tag: string }>(failure: Refusal | E): failure is Refusal =>
  failure._tag === "Refusal"

/**
 * Runs a call of a tool for a caller, within what the operator allows, and says what it cost, also when it fails. The
 * client is only opened by a call that needs one: a token that is missing is named then.
 */
export const runTool =
  <R>(tool: Tool, client: Effect.Effect<Context.Context<Xingtu>, Refusal, R>) =>
  <E extends { readonly _tag: string }>(
    given: unknown,
    caller: Caller<E>
  ): Effect.Effect<Reply, Refusal | E, R | Secrets> => {
    const meter = newMeter()
    const { confirm, threshold } = caller.policy
    const paying = (job: Job & { readonly price: object }) =>
      Effect.gen(function* () {
        const xingtu = yield* Xingtu
        const { calls, warning } = yield* job.price
        yield* allowed(tool.name, caller, job, calls)
        const told = yield* Effect.provideService(job.run, Xingtu, metered(xingtu, meter, calls))
        const left = yield* leftOf(caller)
        const rest = {
          caller: caller.name,
          tool: tool.name,
          input: job.input,
          calls: calls - meter.charged - meter.unknown
        }
        const goesOn = told.next !== undefined && calls > threshold && confirm === "auto"
        const code = goesOn ? yield* Secrets.use(({ issue }) => issue(rest)) : undefined
        const notes = [...(warning === undefined ? [] : [warning.en]), ...(told.notes ?? [])]
        const cost = costLine(meter, left === undefined ? "no limit" : `left today ${left}`)
        return yield* reply({ ...told, notes }, cost, code)
      })
    return Effect.gen(function* () {
      const job = yield* Effect.fromResult(tool.prepare(given, caller))
      return job.price === undefined
        ? yield* reply(yield* job.run, costLine(meter, "nothing was requested"))
        : yield* Effect.provideContext(paying(job), yield* client)
    }).pipe(
      Effect.catchCause((cause) => {
        const failure = Result.merge(Result.mapError(Cause.findError(cause), () => broken(Cause.squash(cause))))
        if (!isRefusal(failure) || failure.charged === "yes") return Effect.fail(failure)
        const charged = meter.charged > 0 ? "yes" : meter.unknown > 0 ? "unknown" : failure.charged
        const { advice, happened } = failure
        return Effect.fail(new Refusal({ happened, charged, advice }))
      })
    )
  }
