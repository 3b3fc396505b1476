import { Clock, Duration, Effect, Result, Schedule } from "effect"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Envelope from "./Envelope.ts"
import * as Failure from "../failure/Failure.ts"
import { traced } from "../util/trace.ts"
import * as Progress from "./Progress.ts"
import type { NoReply, Reply, Transport } from "./Transport.ts"

/** How long and how often a call tries. */
export interface Patience {
  /** One attempt; the vendor asks for 60 s at least. */
  readonly attempt: Duration.Input
  /** All attempts and pauses together. */
  readonly deadline: Duration.Input
  /** Attempts after the first. */
  readonly retries: number
}

/** What a call is given unless it says otherwise. */
export const patience: Patience = { attempt: "65 seconds", deadline: "120 seconds", retries: 4 }

/** How a call of these tries; what is left of its deadline may be less than all of it. */
export interface Limits {
  readonly attemptMs: number
  readonly deadlineMs: number
  readonly retries: number
  /** With less time left than this, an answer that is paid for would hardly be heard: nothing is sent then. */
  readonly leastMs: number
}

/** What goes on around the attempts of a call. */
export interface Hooks {
  /** Lets an attempt wait for its turn; its time starts when it has come. */
  readonly turn: (attempt: Effect.Effect<Paid, SendFailure>) => Effect.Effect<Paid, SendFailure>
  /** What stands between the call and the request now that its turn has come; otherwise the request goes out at once. */
  readonly stop: (now: number) => SendFailure | undefined
  /** Hears how an attempt failed. */
  readonly failed: (failure: SendFailure, now: number) => void
  /** Whether anybody still waits for an answer. */
  readonly wanted: () => boolean
}

/** An answer that was paid for, as it came. */
export interface Paid extends Envelope.Body {
  readonly reply: Reply
  readonly attempts: number
  /** How many attempts before the last may have been charged too. */
  readonly uncertain: number
  readonly durationMs: number
  /** Epoch milliseconds of the answer. */
  readonly at: number
}

/** What sending can fail with. */
export type SendFailure = Exclude<Failure.CallFailure, Failure.InvalidInput>

const unknownOutcome: ReadonlySet<SendFailure["_tag"]> = new Set(["Timeout", "Unreachable", "UnexpectedAnswer"])

const unanswered = (error: NoReply, attempted: Envelope.Attempted, timeoutMs: number) =>
  error.outcome === "timeout"
    ? new Failure.Timeout({ ...attempted, afterMs: timeoutMs })
    : new Failure.Unreachable({ ...attempted, sent: error.outcome === "cut", reason: error.reason })

const pauses = (retries: number, latest: number, again: (failure: SendFailure) => boolean) =>
  Schedule.exponential("500 millis").pipe(
    Schedule.jittered,
    Schedule.setInputType<SendFailure>(),
    // A refused pace needs a longer pause than a failed collection.
    Schedule.modifyDelay(({ input, duration }) =>
      Effect.succeed(input._tag === "RateLimited" ? Duration.max(duration, Duration.seconds(1)) : duration)
    ),
    Schedule.while(
      ({ input, attempt, now, duration }) =>
        again(input) && attempt <= retries && now + Duration.toMillis(duration) < latest
    )
  )

/** Tries again on this schedule, which is made only once something failed: most calls need none. */
const retried = <A, E, R>(
  attempt: Effect.Effect<A, E, R>,
  schedule: () => Schedule.Schedule<unknown, E>
): Effect.Effect<A, E, R> =>
  Effect.catch(attempt, (failure) => {
    let played = false
    const first = Effect.suspend(() => {
      if (played) return attempt
      played = true
      return Effect.fail(failure)
    })
    return Effect.retry(first, schedule())
  })

/**
 * Sends a question until it is answered, its failure is final, or the deadline passes.
 * Retries by money: only failures that were certainly not charged, and 503; an unknown outcome only when `payTwice` accepts it.
 */
export const send = (
  transport: Transport["Service"],
  { endpoint, path, query }: Endpoint.Question,
  { attemptMs, deadlineMs, leastMs, retries }: Limits,
  call: Progress.Holder,
  hooks: Hooks,
  risk: "payOnce" | "payTwice" = "payOnce"
): Effect.Effect<Paid, SendFailure> =>
  Effect.withFiber((fiber) => {
    const clock = fiber.getRef(Clock.Clock)
    const started = clock.currentTimeMillisUnsafe()
    const deadline = started + deadlineMs
    const latest = deadline - leastMs
    const failed = (failure: SendFailure, refusal?: Reply) => {
      const { uncertain } = failure
      const lost = unknownOutcome.has(failure._tag) && uncertain > 0
      call.progress = Progress.failed(call.progress, { uncertain, lost, refusal })
      hooks.failed(failure, clock.currentTimeMillisUnsafe())
      return Effect.fail(failure)
    }
    const turn = Effect.suspend((): Effect.Effect<Paid, SendFailure> => {
      const now = clock.currentTimeMillisUnsafe()
      const { attempts, uncertain } = call.progress
      if (now > latest) return failed(new Failure.NotInTime({ endpoint, attempts, uncertain, waitedFor: "turn" }))
      const stopped = hooks.stop(now)
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
            durationMs: at - started,
            at
          })
        }
      })
    })
    const attempt = traced(fiber, hooks.turn(turn), "xingtu.attempt", { endpoint })
    const again = (failure: SendFailure) =>
      hooks.wanted() && (failure.retry || (risk === "payTwice" && unknownOutcome.has(failure._tag)))
    return retried(attempt, () => pauses(retries, latest, again))
  })
