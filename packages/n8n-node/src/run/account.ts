// What the credential says.
import { BaseUrl, Report, Settings, tokenProblem, Transport } from "@xingtu/core/adapter"
import { Redacted, Result } from "effect"
import type { ICredentialDataDecryptedObject } from "n8n-workflow"
import { credentialProperties } from "../panel/credential.ts"
import { fromZero, notFromZero } from "../panel/number.ts"
import { concurrency } from "./run.ts"

export const credentialType = "xingtuApi"

/** A credential, checked. */
export interface Account {
  /** Names the token without revealing it. */
  readonly id: string
  readonly token: string
  readonly baseUrl: string
  readonly settings: Partial<Settings.Settings>
}

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "")

/** A limit that is set; 0 and a field left empty mean none. */
const limitOf = (
  credential: ICredentialDataDecryptedObject,
  name: string,
  title?: string
): Result.Result<number, string> => {
  const field = credentialProperties.find((property) => property.name === name)
  const limit = fromZero(credential[name] ?? field?.default)
  return limit === undefined
    ? Result.fail(`${title ?? field?.displayName ?? name}: ${notFromZero.en}`)
    : Result.succeed(limit === 0 ? Infinity : limit)
}

/** Paid calls of a day: 0 pays for nothing, and empty is no limit, or what the credential was saved with before. */
const budgetOf = (credential: ICredentialDataDecryptedObject): Result.Result<number, string> => {
  const title = "Paid Calls per Day"
  const given = credential["paidCallsPerDay"] ?? ""
  if (String(given).trim() === "") return limitOf(credential, "dailyBudget", title)
  const budget = fromZero(given)
  return budget === undefined ? Result.fail(`${title}: ${notFromZero.en}`) : Result.succeed(budget)
}

/** Calls of one run that may wait for their turn at the same time. */
const waiting = concurrency * Report.all.length

/**
 * However low the rate limit, a call is not given up because those of its own run come first: they are paid for, and
 * would be lost with it.
 */
const deadlineAt = (requestsPerSecond: number): number =>
  Settings.waitMs(Settings.defaults.deadline) + (waiting / requestsPerSecond) * 1_000

/** Or what is wrong with it. */
export const accountOf = (credential: ICredentialDataDecryptedObject): Result.Result<Account, string> =>
  Result.gen(function* () {
    const token = text(credential["token"])
    if (token === "") return yield* Result.fail("The credential has no token.")
    const wrongToken = tokenProblem(token)
    if (wrongToken !== undefined) return yield* Result.fail(`Token: ${wrongToken.en}`)
    const requestsPerSecond = (yield* limitOf(credential, "requestsPerMinute")) / 60
    const settings = {
      requestsPerSecond,
      deadline: deadlineAt(requestsPerSecond),
      dailyBudget: yield* budgetOf(credential),
      retries: Number(credential["retries"] ?? Settings.defaults.retries),
      quotaDayZone: text(credential["quotaDayZone"]) || Settings.defaults.quotaDayZone
    }
    yield* Result.mapError(Settings.resolve(settings), ({ happened }) => happened.en)
    const environment = text(credential["environment"]) || "global"
    const { url: baseUrl } = yield* Result.mapError(
      BaseUrl.parse(environment === "custom" ? text(credential["baseUrl"]) : environment),
      (words) => words.en
    )
    return { id: Transport.account(Redacted.make(token)), token, baseUrl, settings }
  })
