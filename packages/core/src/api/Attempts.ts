import { Clock, type Duration, Effect, Result } from "effect"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Envelope from "./Envelope.ts"
import * as Failure from "../failure/Failure.ts"
import { traced } from "../util/trace.ts"
import * as Progress from "./Progress.ts"
import * as Retry from "./Retry.ts"
import type { SendFailure } from "./Retry.ts"
import type { NoReply, Reply, Transport } from "./Transport.ts"

/** The timeouts and retries of a call. */
export interface Patience {
  /** The timeout of one attempt. Just One API advises at least 60 seconds. */
  readonly attempt: Duration.Input
  /** The timeout of a call: all attempts and pauses together. */
  readonly deadline: Duration.Input
  /** The most retries of a call, whatever the schedules say. A list of pauses in `retry` raises it to its length. */
  readonly retries: number
  /**
   * When to retry: a `Schedule` or a list of pauses, for all failures or by their `_tag`. Whether a retry is safe is
   * not a setting.
   */
  readonly retry: Retry.Retry
}

/** What a call is given unless it says otherwise. */
export const patience: Patience = { attempt: "65 seconds", deadline: "120 seconds", retries: 4, retry: {} }

/** How a call of these tries; what is left of its deadline may be less than all of it. */
export interface Limits {
  readonly attemptMs: number
  /** When the call gives up, epoch milliseconds. */
  readonly deadline: number
  readonly retries: number
  readonly schedules: Retry.Schedules
  /** With less time left than this, a result that is paid for would hardly be heard: nothing is sent then. */
  readonly leastMs: number
  /** The time by which the deadline comes, epoch milliseconds; it is never set back. */
  readonly time: () => number
}

/** What goes on around the attempts of a call. */
export interface Hooks {
  /** Lets an attempt wait for its turn; its time starts when it has come. */
  readonly turn: (attempt: Effect.Effect<Paid, SendFailure>) => Effect.Effect<Paid, SendFailure>
  /**
   * What stands between the call and the request now that its turn has come; otherwise the request goes out at once.
   */
  readonly stop: (now: number) => SendFailure | undefined
  /** Hears how an attempt failed. */
  readonly failed: (failure: SendFailure, now: number) => void
  /** Whether anybody still waits for a result. */
  readonly wanted: () => boolean
}

/** A result that was paid for, as it came. */
export interface Paid extends Envelope.Body {
  readonly reply: Reply
  readonly attempts: number
  /** How many attempts before the last may have been charged too. */
  readonly uncertain: number
  readonly durationMs: number
  /** Epoch milliseconds of the result. */
  readonly at: number
}

export type { SendFailure }

const unanswered = (error: NoReply, attempted: Envelope.Attempted, timeoutMs: number) =>
  error.outcome === "timeout"
    ? new Failure.Timeout({ ...attempted, afterMs: timeoutMs })
    : new Failure.Unreachable({ ...attempted, sent: error.outcome === "cut", reason: error.reason })

/** What a span says of a failure. */
export const ended = (failure: SendFailure) => ({
  charged: failure.charged,
  failure: failure._tag,
  ...("code" in failure ? { code: failure.code } : {})
})

const outcome = { answered: () => ({ charged: "yes", code: 0 }), failed: ended }

/**
 * Tries again after each pause, until there is none. What paces it is made only once something failed: most calls need
 * none.
 */
const retried = <A, R>(
  attempt: Effect.Effect<A, SendFailure, R>,
  makePause: () => (failure: SendFailure) => Effect.Effect<number | undefined>
): Effect.Effect<A, SendFailure, R> =>
  Effect.catch(attempt, (first) => {
    const pauseAfter = makePause()
    const again = (failure: SendFailure): Effect.Effect<A, SendFailure, R> =>
      Effect.flatMap(pauseAfter(failure), (ms) =>
        ms === undefined ? Effect.fail(failure) : Effect.andThen(Effect.sleep(ms), Effect.catch(attempt, again))
      )
    return again(first)
  })

/**
 * Sends a request until it is answered, its failure is final, or the deadline passes.
 * Retries by money: `Retry.mayRepeat` decides before any schedule does.
 */
export const send = (
  transport: Transport["Service"],
  { endpoint, path, query }: Endpoint.Question,
  { attemptMs, deadline, leastMs, retries, schedules, time }: Limits,
  call: Progress.Holder,
  hooks: Hooks,
  risk: "payOnce" | "payTwice" = "payOnce"
): Effect.Effect<Paid, SendFailure> =>
  Effect.withFiber((fiber) => {
    const clock = fiber.getRef(Clock.Clock)
    const started = clock.currentTimeMillisUnsafe()
    const latest = deadline - leastMs
    const failed = (failure: SendFailure, refusal?: Reply) => {
      const { uncertain } = failure
      call.progress = Progress.failed(call.progress, { uncertain, lost: Retry.isUnheard(failure), refusal })
      hooks.failed(failure, clock.currentTimeMillisUnsafe())
      return Effect.fail(failure)
    }
    const turn = Effect.suspend((): Effect.Effect<Paid, SendFailure> => {
      const now = time()
      const { attempts, uncertain } = call.progress
      if (now > latest) return failed(new Failure.NotInTime({ endpoint, attempts, uncertain, waitedFor: "turn" }))
      const stopped = hooks.stop(clock.currentTimeMillisUnsafe())
      if (stopped !== undefined) return failed(stopped)
      const timeoutMs = Math.min(attemptMs, deadline - now)
      const attempted = { endpoint, attempts: attempts + 1, uncertain }
      call.progress = Progress.sent(call.progress)
      return Effect.matchEffect(transport.get({ path, query, timeoutMs }), {
        onFailure: (error) => failed(unanswered(error, attempted, timeoutMs)),
        onSuccess: (reply) => {
          const opened = Envelope.open(reply, attempted)
          if (Result.isFailure(opened)) return failed(opened.failure, reply)
          const { data, raw, recordTime, requestId } = opened.success
          const at = clock.currentTimeMillisUnsafe()
          return Effect.succeed({
            data,
            raw,
            recordTime,
            requestId,
            reply,
            attempts: attempts + 1,
            uncertain,
            durationMs: Math.max(0, at - started),
            at
          })
        }
      })
    })
    const inTurn = hooks.turn(turn)
    const attempt = traced(fiber, () => inTurn, "xingtu.attempt", { endpoint }, outcome)
    return retried(attempt, () => {
      const pauses = Retry.pauses(schedules)
      return (failure) => {
        const left = latest - time()
        return hooks.wanted() && call.progress.attempts <= retries && left > 0 && Retry.mayRepeat(failure, risk)
          ? Effect.map(pauses(failure, left), (ms) =>
              // A schedule without pauses meets the deadline too, however quickly attempts fail.
              ms !== undefined && time() + ms < latest ? Math.max(1, ms) : undefined
            )
          : Effect.succeed(undefined)
      }
    })
  })
