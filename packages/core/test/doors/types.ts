import type { Effect, Stream } from "effect"
import { expectTypeOf } from "vitest"
import { type Answer, catalogue, type Endpoint, type Failure, type Outcome, type Xingtu } from "../../src/index.ts"
import type { createXingtu } from "../../src/promise.ts"

// What the compiler promises people who call core: the script `types` fails when one of these no longer holds. Nothing
// here runs.

declare const xingtu: Xingtu["Service"]
declare const promised: ReturnType<typeof createXingtu>

const { creatorSearch, followerGrowthTrend, spreadMetrics } = catalogue
const id = "6955721930401185805"

/** Compiled and never run. */
const promise = (_: string, _holds: () => unknown): void => {}

promise("a missing parameter does not compile", () => {
  void [
    xingtu.call(spreadMetrics, { oAuthorId: id }),
    // @ts-expect-error -- the creator is missing
    xingtu.call(spreadMetrics, {}),
    // @ts-expect-error -- the end of the period is missing
    xingtu.call(followerGrowthTrend, { oAuthorId: id, startDate: "2026-10-01" }),
    // @ts-expect-error -- the creator is missing
    promised.spreadMetrics({}),
    // A search needs nothing.
    xingtu.call(creatorSearch, {})
  ]
})

promise("a misspelt parameter does not compile", () => {
  void [
    // @ts-expect-error -- oAuthorId
    xingtu.call(spreadMetrics, { authorId: id }),
    // @ts-expect-error -- range
    xingtu.call(spreadMetrics, { oAuthorId: id, rnage: "DAY_30" }),
    // @ts-expect-error -- range
    promised.spreadMetrics({ oAuthorId: id, rnage: "DAY_30" }),
    // @ts-expect-error -- range
    xingtu.many(spreadMetrics, [id], { input: { rnage: "DAY_30" } })
  ]
})

promise("a choice is one of its values, a flag a boolean, an id no object", () => {
  void [
    xingtu.call(spreadMetrics, { oAuthorId: 6955721930401185n, range: "DAY_90", onlyAssign: true }),
    // @ts-expect-error -- DAY_30 or DAY_90
    xingtu.call(spreadMetrics, { oAuthorId: id, range: "DAY_60" }),
    // @ts-expect-error -- a boolean
    xingtu.call(spreadMetrics, { oAuthorId: id, onlyAssign: "yes" }),
    // @ts-expect-error -- text, a number or a bigint
    xingtu.call(spreadMetrics, { oAuthorId: { id } })
  ]
})

promise("what many ids share leaves the id out", () => {
  expectTypeOf<keyof Endpoint.OthersOf<(typeof spreadMetrics)["params"]>>().toEqualTypeOf<
    "platform" | "range" | "type" | "onlyAssign" | "flowType"
  >()
})

promise("a method the catalogue does not have does not compile", () => {
  void [
    // @ts-expect-error -- spreadMetrics
    promised.spreadMetric({ oAuthorId: id })
  ]
  expectTypeOf<keyof typeof catalogue>().toExtend<keyof typeof promised>()
})

type Failures =
  | Failure.InvalidToken
  | Failure.NoContent
  | Failure.ItemNotSupported
  | Failure.OutOfService
  | Failure.CollectionFailed
  | Failure.RateLimited
  | Failure.DailyQuotaExceeded
  | Failure.InvalidParameters
  | Failure.NotFound
  | Failure.ServerError
  | Failure.ServiceUnavailable
  | Failure.PermissionDenied
  | Failure.InsufficientBalance
  | Failure.TokenLimitReached
  | Failure.UnknownCode
  | Failure.UpstreamRefused
  | Failure.InvalidInput
  | Failure.Timeout
  | Failure.Unreachable
  | Failure.UnexpectedAnswer
  | Failure.BudgetSpent
  | Failure.GateClosed
  | Failure.OutcomeUnknown
  | Failure.NotInTime
  | Failure.ClientClosed

const callSpread = () => xingtu.call(spreadMetrics, { oAuthorId: id })

promise("a call fails with these and nothing else, and needs nothing", () => {
  expectTypeOf<Effect.Error<ReturnType<typeof callSpread>>>().toEqualTypeOf<Failures>()
  expectTypeOf<Effect.Error<ReturnType<typeof callSpread>>["_tag"]>().toEqualTypeOf<Failures["_tag"]>()
  expectTypeOf<Effect.Services<ReturnType<typeof callSpread>>>().toEqualTypeOf<never>()
})

promise("the tag tells the code", () => {
  expectTypeOf<Extract<Failures, { readonly code: 303 }>["_tag"]>().toEqualTypeOf<"DailyQuotaExceeded">()
  expectTypeOf<Failure.InsufficientBalance["code"]>().toEqualTypeOf<601>()
  expectTypeOf<Failures["charged"]>().toEqualTypeOf<"yes" | "no" | "unknown">()
})

promise("every failure can be told apart by its tag", () => {
  const word = (failure: Failures): string => {
    switch (failure._tag) {
      case "InvalidToken":
      case "NoContent":
      case "ItemNotSupported":
      case "OutOfService":
      case "CollectionFailed":
      case "RateLimited":
      case "DailyQuotaExceeded":
      case "InvalidParameters":
      case "NotFound":
      case "ServerError":
      case "ServiceUnavailable":
      case "PermissionDenied":
      case "InsufficientBalance":
      case "TokenLimitReached":
      case "UnknownCode":
        return String(failure.code)
      case "UpstreamRefused":
        return String(failure.status)
      case "InvalidInput":
        return failure.problems.map(({ param }) => param).join()
      case "Timeout":
        return String(failure.afterMs)
      case "Unreachable":
      case "UnexpectedAnswer":
        return failure.reason
      case "BudgetSpent":
      case "GateClosed":
        return failure.opensAt
      case "OutcomeUnknown":
        return failure.since
      case "NotInTime":
        return failure.waitedFor
      case "ClientClosed":
        return failure.message
    }
  }
  expectTypeOf(word).returns.toEqualTypeOf<string>()
})

promise("data has the endpoint's fields, each of which may be absent", () => {
  type Data = Endpoint.Data<typeof spreadMetrics>
  expectTypeOf<Data["play_mid"]>().toEqualTypeOf<number | undefined>()
  expectTypeOf<NonNullable<Data["expect_cpm"]>["cpm_60"]>().toEqualTypeOf<number | undefined>()
  expectTypeOf<Effect.Success<ReturnType<typeof callSpread>>>().toEqualTypeOf<Answer<Data>>()
  expectTypeOf<Awaited<ReturnType<typeof promised.spreadMetrics>>>().toEqualTypeOf<Answer<Data>>()
  const data: Data = {}
  // @ts-expect-error -- play_mid
  void data.play_median
})

promise("many never fails as a whole; each id has an outcome of its own", () => {
  const many = () => xingtu.many(spreadMetrics, [id])
  expectTypeOf<ReturnType<typeof many>>().toEqualTypeOf<Stream.Stream<Outcome<Endpoint.Data<typeof spreadMetrics>>>>()
  expectTypeOf<Extract<Outcome, { readonly _tag: "Failed" }>["failure"]>().toEqualTypeOf<Failures | Failure.NotSent>()
})

promise("an endpoint can be chosen while the program runs, and then answers something unknown", () => {
  const any: Endpoint.Endpoint = spreadMetrics
  xingtu.ask(any, { whatever: 1 })
  expectTypeOf(xingtu.ask).returns.toEqualTypeOf<Effect.Effect<Answer, Failures>>()
})
