// The trigger in a real n8n, in the three ways n8n polls: what it costs, and that it fires once, also over a restart.
import { noToken, startSandbox, token } from "@xingtu/testing"
import { afterAll, describe, expect, test } from "vitest"
import { prepare } from "./n8n.ts"
import { login, type Rest } from "./rest.ts"

const sandbox = await startSandbox()
afterAll(() => sandbox.close())

const watchedOften = "6955721930401185805"
const watchedDaily = "6955721930401185806"

/** n8n refuses an expression that is due more than once a minute; it takes several. */
const everyFewSeconds = Array.from({ length: 20 }, (_, i) => ({
  mode: "custom",
  cronExpression: `${i * 3} * * * * *`
}))

const workflow = (id: string, creator: string, askAtMost: number) => ({
  id,
  name: id,
  settings: { executionOrder: "v1" },
  connections: { Trigger: { main: [[{ node: "End", type: "main", index: 0 }]] } },
  nodes: [
    {
      id: "a",
      name: "Trigger",
      type: "n8n-nodes-xingtu.xingtuTrigger",
      typeVersion: 1,
      position: [0, 0],
      parameters: {
        pollTimes: { item: everyFewSeconds },
        event: "priceChange",
        creatorId: { __rl: true, mode: "id", value: creator },
        askAtMost
      },
      credentials: { xingtuApi: { id: "xingtu", name: "Xingtu" } }
    },
    { id: "b", name: "End", type: "n8n-nodes-base.noOp", typeVersion: 1, position: [200, 0], parameters: {} }
  ]
})

const often = workflow("often", watchedOften, 0)
const daily = workflow("daily", watchedDaily, 24)

/** Shorter than the test's own time, so that n8n is stopped when it never comes. */
const until = (done: () => boolean | Promise<boolean>) =>
  expect.poll(async () => await done(), { timeout: 60_000, interval: 200 }).toBe(true)

/** Calls that were made for a creator. */
const callsFor = (creator: string): number =>
  sandbox.ledger().entries.filter(({ params }) => params["oAuthorId"] === creator).length

/** Polls of both, as many more as these. */
const polls = async (count: number) => {
  const before = callsFor(watchedOften)
  await until(() => callsFor(watchedOften) >= before + count)
}

const price = (amount: number) =>
  sandbox.faults([
    {
      endpoint: "marketingMetrics",
      params: { oAuthorId: watchedOften },
      fault: { kind: "drift", set: { price_info: [{ video_type: 2, desc: "植入视频", price: amount }] } }
    }
  ])

/** Runs of a workflow that were started by its trigger. */
const fired = async (rest: Rest, { id }: { readonly id: string }): Promise<number> => {
  const filter = encodeURIComponent(JSON.stringify({ workflowId: id }))
  const { results } = await rest.call<{ readonly results: ReadonlyArray<{ readonly status: string }> }>(
    "GET",
    `/rest/executions?filter=${filter}`
  )
  return results.filter(({ status }) => status === "success").length
}

describe.each([
  ["in memory", {}],
  ["by its scheduler", { N8N_SCHEDULER_ENABLED: "true", N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: "true" }],
  [
    "by its scheduler, with durable cursors",
    {
      N8N_SCHEDULER_ENABLED: "true",
      N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: "true",
      N8N_POLLER_DURABLE_CURSORS_ENABLED: "true"
    }
  ]
])("n8n polls %s", (_, mode) => {
  test("once a day costs one call, and a change fires once, also over a restart", { timeout: 240_000 }, async () => {
    sandbox.reset()
    price(5000)
    const n8n = await prepare(mode)
    const account = { token, environment: "custom", baseUrl: sandbox.url, requestsPerMinute: 0 }
    for (const [kind, content] of [
      ["credentials", [{ id: "xingtu", name: "Xingtu", type: "xingtuApi", data: account }]],
      ["workflow", [often, daily]]
    ] as const) {
      const { code, log } = await n8n.cli(`import:${kind}`, `--input=${n8n.file(`${kind}.json`, content)}`)
      if (code !== 0) throw new Error(log)
    }
    let server = await n8n.serve()
    try {
      const rest = await login(server.url)
      for (const { id } of [often, daily]) {
        const { versionId } = await rest.call<{ readonly versionId: string }>("GET", `/rest/workflows/${id}`)
        await rest.call("POST", `/rest/workflows/${id}/activate`, { versionId })
      }
      await until(() => callsFor(watchedDaily) > 0)
      await polls(3)
      expect(await fired(rest, often)).toBe(0)
      price(6000)
      await until(async () => (await fired(rest, often)) > 0)
      await polls(2)
      noToken({ log: server.log() })
      await server.stop()
      server = await n8n.serve()
      await polls(3)
      expect(await fired(rest, often)).toBe(1)
      expect(await fired(rest, daily)).toBe(0)
      expect(callsFor(watchedDaily)).toBe(1)
    } finally {
      await server.stop()
      n8n.remove()
    }
  })
})
