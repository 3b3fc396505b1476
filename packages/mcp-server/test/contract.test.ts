import type { Xingtu } from "@xingtu/core"
import { type Adapter, contract } from "@xingtu/testing"
import type { Refusal } from "@xingtu/core/tools"
import { Effect, ManagedRuntime } from "effect"
import { afterAll } from "vitest"
import { client } from "../src/client/client.ts"
import { run, tools } from "./support.ts"

/** One client for each token, as one server has one. */
const clients = new Map<string, ManagedRuntime.ManagedRuntime<Xingtu, Refusal>>()
afterAll(() => Promise.all([...clients.values()].map((one) => one.dispose())))

const [endpoint] = tools("endpoint")
if (endpoint === undefined) throw new Error("endpoint")

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
      Effect.match(run(endpoint, input), {
        onFailure: (failure) => ({ text: failure.message }),
        onSuccess: ({ structured, text }) => ({ text, traces: structured })
      })
    )
  }
}

contract(adapter)
