import { Duration, Effect, Schedule } from "effect"
import type * as Endpoint from "./Endpoint.ts"
import * as Envelope from "./Envelope.ts"
import * as Failure from "./Failure.ts"
import { traced } from "./trace.ts"
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
export interface Around {
  /** Lets an attempt wait for its turn; its time starts when it has come. */
  readonly turn: (attempt: Effect.Effect<Envelope.Body, SendFailure>) => Effect.Effect<Envelope.Body, SendFailure>
  /** What stands between the call and the request now that its turn has come; otherwise the request goes out at once. */
  readonly stop: (attempts: number, doubts: number, now: number) => SendFailure | undefined
  /** Hears every reply, as it came. */
  readonly heard: (reply: Reply) => void
  /** Whether anybody still waits for an answer. */
  readonly wanted: () => boolean
}

/** An answer that was paid for, as it came. */
export interface Paid extends Envelope.Body {
  readonly attempts: number
  /** How many attempts before the last may have been charged too. */
  readonly doubts: number
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
      Effect.succeed(input._tag === "RateLimited" ? Duration.max(duration, Duration.seconds(1)) : duration)),
    Schedule.while(({ input, attempt, now, duration }) => again(input) && attempt <= retries && now + Duration.toMillis(duration) < latest)
  )

/** Tries again on this schedule, which is made only once something failed: most calls need none. */
const retried = <A, E, R>(attempt: Effect.Effect<A, E, R>, schedule: () => Schedule.Schedule<unknown, E>): Effect.Effect<A, E, R> =>
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
  question: Endpoint.Question,
  { attemptMs, deadlineMs, leastMs, retries }: Limits,
  around: Around,
  risk: "payOnce" | "payTwice" = "payOnce"
): Effect.Effect<Paid, SendFailure> =>
  Effect.clockWith((clock) => {
    const { endpoint, path, query } = question
    const started = clock.currentTimeMillisUnsafe()
    const deadline = started + deadlineMs
    const latest = deadline - leastMs
    let attempts = 0
    let doubts = 0
    const turn = Effect.suspend((): Effect.Effect<Envelope.Body, SendFailure> => {
      const now = clock.currentTimeMillisUnsafe()
      if (now > latest) return Effect.fail(new Failure.NotInTime({ endpoint, attempts, doubts, waitedFor: "turn" }))
      const stopped = around.stop(attempts, doubts, now)
      if (stopped !== undefined) return Effect.fail(stopped)
      const timeoutMs = Math.min(attemptMs, deadline - now)
      attempts++
      const attempted = { endpoint, attempts, doubts }
      return Effect.matchEffect(transport.get({ path, query, timeoutMs }), {
        onFailure: (error) => Effect.fail(unanswered(error, attempted, timeoutMs)),
        onSuccess: (reply) => {
          around.heard(reply)
          return Effect.fromResult(Envelope.open(reply, attempted))
        }
      })
    })
    const attempt = Effect.tapError(around.turn(turn), (failure) => Effect.sync(() => {
      doubts = failure.doubts
    }))
    const again = (failure: SendFailure) => around.wanted() && (failure.retry || (risk === "payTwice" && unknownOutcome.has(failure._tag)))
    return Effect.map(retried(traced(attempt, "xingtu.attempt", { endpoint }), () => pauses(retries, latest, again)), (body): Paid => {
      const at = clock.currentTimeMillisUnsafe()
      return { ...body, attempts, doubts, durationMs: at - started, at }
    })
  })
