// n8n as the way to the API: it sends the requests and adds the token itself.
import { Transport, type Words } from "@xingtu/core/adapter"
import { Context, Effect } from "effect"
import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from "n8n-workflow"
import { type Account, credentialType } from "./account.ts"

/** Where a node runs: in a workflow, while its panel is filled in, or in a poll. */
export type Host = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions

/** An execution whose requests are sent, and its token, which no reply may give back. */
export interface Asker {
  readonly host: Host
  readonly token: string
  /** Shows a person what the store says of itself. */
  readonly hear?: ((warning: Words) => void) | undefined
}

/** Whose requests these are; the client outlives any one execution. */
export const Current = Context.Reference<Asker | undefined>("n8n-nodes-xingtu/Current", {
  defaultValue: () => undefined
})

/**
 * n8n breaks off the requests of a run that is cancelled. What is out may be charged by then, and others may wait for
 * it; its answer is stored. Only a transport that gives up breaks one off.
 */
const cancelledBy = (host: Host, signal: AbortSignal): Host =>
  Object.create(host, { getExecutionCancelSignal: { value: () => signal } })

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> => Symbol.asyncIterator in Object(body)

/** A text of any length; n8n sets no bound, so the body is read as it comes. Who stands in for n8n may give it whole. */
const textOf = async (body: unknown): Promise<string> => {
  if (isStream(body)) return new TextDecoder().decode(await Transport.whole(body))
  return typeof body === "string" ? body : JSON.stringify(body)
}

/**
 * Core's door to HTTP, through the execution that asks. n8n's timeout ends with the headers, core's with the body; a
 * redirect would carry the token elsewhere and is not followed.
 */
export const transport = ({ baseUrl, id }: Account): Transport.Transport["Service"] => ({
  account: id,
  baseUrl,
  get: ({ path, query, timeoutMs }) =>
    Effect.flatMap(Current, (current) =>
      current === undefined
        ? Effect.die(new Error("Nobody is asking."))
        : Effect.tryPromise({
            try: async (signal): Promise<Transport.Reply> => {
              const { body, statusCode }: { readonly statusCode: number; readonly body: unknown } =
                await current.host.helpers.httpRequestWithAuthentication.call(
                  cancelledBy(current.host, signal),
                  credentialType,
                  {
                    url: `${baseUrl}${path}`,
                    qs: query,
                    timeout: timeoutMs,
                    encoding: "stream",
                    returnFullResponse: true,
                    ignoreHttpStatusErrors: true,
                    disableFollowRedirect: true
                  }
                )
              return { status: statusCode, body: Transport.without(current.token)(await textOf(body)) }
            },
            catch: (error) => error
          }).pipe(Transport.inTime(timeoutMs))
    )
})
