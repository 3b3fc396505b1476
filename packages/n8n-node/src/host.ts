// n8n as the way to the API: it sends the requests and adds the token itself.
import { BaseUrl, Transport } from "@xingtu/core"
import { Effect, Redacted, Result } from "effect"
import type { CredentialInformation, ICredentialDataDecryptedObject, IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from "n8n-workflow"

/** Where a node runs: in a workflow, while its panel is filled in, or in a poll. */
export type Host = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions

export const credentialType = "xingtuApi"

/** What the credential says, as plain values. */
export interface Account {
  readonly token: string
  readonly baseUrl: string
}

const textOf = (value: CredentialInformation | undefined): string => (typeof value === "string" ? value.trim() : "")

export const accountOf = (credential: ICredentialDataDecryptedObject): Result.Result<Account, string> => {
  const environment = textOf(credential["environment"]) || "global"
  return Result.mapBoth(BaseUrl.parse(environment === "custom" ? textOf(credential["baseUrl"]) : environment), {
    onSuccess: ({ url }) => ({ token: textOf(credential["token"]), baseUrl: url }),
    onFailure: (words) => words.en
  })
}

/** Core's door to HTTP, through n8n. n8n enforces the timeout; a redirect would carry the token elsewhere and is not followed. */
export const transport = (host: Host, account: Account): Transport.Transport["Service"] => ({
  account: Transport.account(Redacted.make(account.token)),
  baseUrl: account.baseUrl,
  get: ({ path, query, timeoutMs }) =>
    Effect.tryPromise({
      try: (): Promise<{ statusCode: number; body: unknown }> =>
        host.helpers.httpRequestWithAuthentication.call(host, credentialType, {
          url: `${account.baseUrl}${path}`,
          qs: query,
          timeout: timeoutMs,
          encoding: "text",
          returnFullResponse: true,
          ignoreHttpStatusErrors: true,
          disableFollowRedirect: true
        }),
      catch: Transport.noReply
    }).pipe(
      Effect.map(({ statusCode, body }) => ({
        status: statusCode,
        body: Transport.without(account.token, typeof body === "string" ? body : JSON.stringify(body))
      }))
    )
})
