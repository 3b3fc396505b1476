import { Clock, Duration, Effect, Schedule } from "effect"
import type * as Endpoint from "./Endpoint.ts"
import * as Envelope from "./Envelope.ts"
import * as Failure from "./Failure.ts"
import type { NoReply, Transport } from "./Transport.ts"

/** How long and how often a call tries. */
export interface Patience {
  /** One attempt; the vendor asks for 60 s at least. */
  readonly attempt: Duration.Input
  /** All attempts and pauses together. */
  readonly deadline: Duration.Input
  /** Attempts after the first. */
  readonly retries: number
}

export const patience: Patience = { attempt: "65 seconds", deadline: "120 seconds", retries: 4 }

/** An answer that was paid for, as it came. */
export interface Paid extends Envelope.Body {
  readonly attempts: number
  /** An attempt before the last may have been charged too. */
  readonly doubt: boolean
  readonly durationMs: number
  /** Epoch milliseconds of the answer. */
  readonly at: number
}

/** What sending can fail with. */
export type SendFailure = Exclude<Failure.CallFailure, Failure.InvalidInput>

const unknownOutcome: ReadonlySet<SendFailure["_tag"]> = new Set(["Timeout", "Unreachable", "UnexpectedAnswer"])

const unanswered = (attempted: Envelope.Attempted, timeoutMs: number) => (error: NoReply) =>
  error.outcome === "timeout"
    ? new Failure.Timeout({ ...attempted, afterMs: timeoutMs })
    : new Failure.Unreachable({ ...attempted, sent: error.outcome === "cut", reason: error.reason })

const pauses = (limit: Patience, again: (failure: SendFailure) => boolean) => {
  const deadline = Duration.toMillis(Duration.fromInputUnsafe(limit.deadline))
  return Schedule.exponential("500 millis").pipe(
    Schedule.jittered,
    Schedule.setInputType<SendFailure>(),
    // A refused pace needs a longer pause than a failed collection.
    Schedule.modifyDelay(({ input, duration }) =>
      Effect.succeed(input._tag === "RateLimited" ? Duration.max(duration, Duration.seconds(1)) : duration)),
    Schedule.while(({ input, attempt, elapsed, duration }) =>
      again(input) && attempt <= limit.retries && elapsed + Duration.toMillis(duration) < deadline)
  )
}

/**
 * Sends a question until it is answered, its failure is final, or the deadline passes.
 * Retries by money: only failures that were certainly not charged, and 503; an unknown outcome only when `payTwice` accepts it.
 */
export const send = (
  transport: Transport["Service"],
  question: Endpoint.Question,
  limit: Patience,
  risk: "payOnce" | "payTwice" = "payOnce"
): Effect.Effect<Paid, SendFailure> =>
  Effect.gen(function*() {
    const started = yield* Clock.currentTimeMillis
    const deadline = started + Duration.toMillis(Duration.fromInputUnsafe(limit.deadline))
    let attempts = 0
    let doubt = false
    const attempt = Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      const timeoutMs = Math.max(1, Math.min(Duration.toMillis(Duration.fromInputUnsafe(limit.attempt)), deadline - now))
      attempts++
      const attempted = { endpoint: question.endpoint, attempts, doubt }
      const reply = yield* transport.get({ path: question.path, query: question.query, timeoutMs }).pipe(
        Effect.mapError(unanswered(attempted, timeoutMs))
      )
      return yield* Effect.fromResult(Envelope.open(reply, attempted))
    }).pipe(
      Effect.tapError((failure) => Effect.sync(() => {
        doubt = doubt || failure.charged === "unknown"
      })),
      Effect.withSpan("xingtu.attempt", { attributes: { endpoint: question.endpoint } })
    )
    const again = (failure: SendFailure) => failure.retry || (risk === "payTwice" && unknownOutcome.has(failure._tag))
    const body = yield* Effect.retry(attempt, pauses(limit, again))
    const at = yield* Clock.currentTimeMillis
    return { ...body, attempts, doubt, durationMs: at - started, at }
  })
