// What the credential says.
import { BaseUrl, Settings, Transport } from "@xingtu/core"
import { Redacted, Result } from "effect"
import type { ICredentialDataDecryptedObject } from "n8n-workflow"

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

/** A number that is set; 0 and nothing mean no limit. */
const positive = (value: unknown): number => (Number(value) > 0 ? Number(value) : Infinity)

/** Or what is wrong with it. */
export const accountOf = (credential: ICredentialDataDecryptedObject): Result.Result<Account, string> => {
  const token = text(credential["token"])
  if (token === "") return Result.fail("The credential has no token.")
  const settings = {
    requestsPerSecond: positive(credential["requestsPerMinute"] ?? Settings.defaults.requestsPerSecond * 60) / 60,
    dailyBudget: positive(credential["dailyBudget"]),
    retries: Number(credential["retries"] ?? Settings.defaults.retries),
    quotaDayZone: text(credential["quotaDayZone"]) || Settings.defaults.quotaDayZone
  }
  const resolved = Settings.resolve(settings)
  if (Result.isFailure(resolved)) return Result.fail(resolved.failure)
  const environment = text(credential["environment"]) || "global"
  return Result.mapBoth(BaseUrl.parse(environment === "custom" ? text(credential["baseUrl"]) : environment), {
    onFailure: (words) => words.en,
    onSuccess: ({ url: baseUrl }) => ({ id: Transport.account(Redacted.make(token)), token, baseUrl, settings })
  })
}
