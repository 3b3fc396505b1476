import type { Xingtu } from "@xingtu/core"
import { type Adapter, contract } from "@xingtu/testing"
import { Effect, ManagedRuntime } from "effect"
import { afterAll } from "vitest"
import { client } from "../src/client/client.ts"
import * as Confirm from "../src/serve/Confirm.ts"
import type { Refusal } from "../src/tool/Tool.ts"
import { serve } from "../src/serve/serve.ts"
import { endpoint } from "../src/tools/endpoint.ts"
import { pipe } from "./support.ts"

/** One client for each token, as one server has one. */
const clients = new Map<string, ManagedRuntime.ManagedRuntime<Xingtu, Refusal>>()
afterAll(() => Promise.all([...clients.values()].map((one) => one.dispose())))

const policy = { codes: Confirm.make(), threshold: 20, confirm: "auto" } as const
const request = serve(policy, Effect.context<Xingtu>(), endpoint)

/** The same tool as over a pipe, without a process for each clause. */
const adapter: Adapter = {
  name: "the MCP server",
  langs: ["en"],
  ask: async ({ baseUrl, oAuthorId, settings, token }) => {
    const env = { JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: baseUrl, XINGTU_STORE: "memory" }
    const known = clients.get(token) ?? ManagedRuntime.make(client({ daily: Infinity, run: Infinity }, env, settings))
    clients.set(token, known)
    const input = { action: "request", endpoint: "spreadMetrics", parameters: { oAuthorId } }
    return known.runPromise(
      Effect.match(request(input, pipe), {
        onFailure: (failure) => ({ text: failure.message }),
        onSuccess: ({ structured, text }) => ({ text, traces: structured })
      })
    )
  }
}

contract(adapter)
