// What was spent, and whether calls may go out. Sends no request.
import { type QuotaReport, Xingtu } from "@xingtu/core"
import { Effect, Result } from "effect"
import type { IDataObject, IExecuteFunctions } from "n8n-workflow"
import type { Outcome, Task } from "../run/run.ts"
import { consumerOf } from "./options.ts"

const shown = ({ closed, consumer, day, endsAt, pace, stored, token, totals }: QuotaReport): IDataObject => ({
  open: closed.length === 0,
  closed: closed.map(({ code, endpoint, opensAt, reason }) => ({
    code,
    endpoint: endpoint ?? null,
    reason: reason.en,
    opensAt
  })),
  day,
  dayEndsAt: endsAt,
  charged: token.used,
  perhapsCharged: token.unknown,
  budget: token.budget ?? null,
  left: token.left ?? null,
  chargedByThisWorkflow: consumer.used,
  storedAnswers: stored,
  requestsPerMinute: pace.requestsPerSecond === undefined ? null : Math.round(pace.requestsPerSecond * pace.share * 60),
  calls: totals.map(({ consumers, ...total }) => ({ consumer: consumers.join(", "), ...total }))
})

const status = (host: IExecuteFunctions): Effect.Effect<Outcome, never, Xingtu> =>
  Xingtu.use((xingtu) => xingtu.quota(consumerOf(host))).pipe(Effect.map((report) => ({ rows: [shown(report)] })))

/** The quota of this process, without a request. */
export const statusTask = (host: IExecuteFunctions): Task => Result.succeed(status(host))

/** Opens what was closed, and tells the status after it. */
export const reopenTask = (host: IExecuteFunctions): Task =>
  Result.succeed(
    Effect.andThen(
      Xingtu.use((xingtu) => xingtu.reopen),
      status(host)
    )
  )
