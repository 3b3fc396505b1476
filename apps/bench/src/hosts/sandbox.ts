import type { LedgerView, Rule, Settings } from "@xingtu/sandbox"
import { startChild } from "../measure/child.ts"

/** The sandbox in a process of its own, steered over HTTP as anybody could. */
export const startSandbox = async () => {
  const child = await startChild<string>(new URL("../servers/sandbox.ts", import.meta.url))
  const url = child.ready
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${url}/_sandbox/${path}`, { method: "POST", body: JSON.stringify(body) })
    if (!response.ok) throw new Error(await response.text())
  }
  const change = async (settings: Settings, rules: ReadonlyArray<Rule>) => {
    await post("settings", settings)
    await post("faults", rules)
  }
  return {
    url,
    /** Empties the ledger, then sets what the API knows and what goes wrong. */
    prepare: async (settings: Settings, rules: ReadonlyArray<Rule>) => {
      await post("reset", {})
      await change(settings, rules)
    },
    /** The same without emptying the ledger. */
    change,
    ledger: async () => (await (await fetch(`${url}/_sandbox/ledger`)).json()) as LedgerView,
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]()
  }
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>

/** Questions that were asked at least once, whatever came of it. */
export const distinct = ({ entries }: LedgerView): number =>
  new Set(entries.map(({ endpoint, params }) => JSON.stringify([endpoint, params]))).size
