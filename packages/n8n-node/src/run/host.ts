// n8n as the way to the API: it sends the requests and adds the token itself.
import { Transport } from "@xingtu/core/adapter"
import { Context, Effect } from "effect"
import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from "n8n-workflow"
import { type Account, credentialType } from "./account.ts"

/** Where a node runs: in a workflow, while its panel is filled in, or in a poll. */
export type Host = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions

/** Whose requests these are; the client outlives any one execution. */
export const Current = Context.Reference<{ readonly host: Host; readonly token: string } | undefined>(
  "n8n-nodes-xingtu/Current",
  {
    defaultValue: () => undefined
  }
)

/**
 * n8n breaks off the requests of a run that is cancelled. What is out may be charged by then, and others may wait for
 * it; its answer is stored.
 */
const uncancelled = (host: Host): Host => Object.create(host, { getExecutionCancelSignal: { value: () => undefined } })

/**
 * Core's door to HTTP, through the execution that asks. n8n enforces the timeout; a redirect would carry the token
 * elsewhere and is not followed.
 */
export const transport = ({ baseUrl, id }: Account): Transport.Transport["Service"] => ({
  account: id,
  baseUrl,
  get: ({ path, query, timeoutMs }) =>
    Effect.flatMap(Current, (current) =>
      current === undefined
        ? Effect.die(new Error("Nobody is asking."))
        : Effect.tryPromise({
            try: (): Promise<{ statusCode: number; body: unknown }> =>
              current.host.helpers.httpRequestWithAuthentication.call(uncancelled(current.host), credentialType, {
                url: `${baseUrl}${path}`,
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
              body: Transport.without(current.token)(typeof body === "string" ? body : JSON.stringify(body))
            }))
          )
    )
})
