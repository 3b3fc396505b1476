import { createClient } from "redis"
import { Effect } from "effect"
import { afterAll, describe, expect, it } from "vitest"
import { catalogue } from "../../src/index.ts"
import { openRedis, redisStore } from "../../src/node/index.ts"
import { createXingtu } from "../../src/promise.ts"
import { creator } from "../support/api.ts"
import { endRedis, freePort, installed, needsServer, startRedis } from "../support/ownRedis.ts"
import { serve } from "../support/server.ts"
import { lostReplyContract, storeContract } from "../support/storeContract.ts"

const { spreadMetrics } = catalogue
afterAll(endRedis)

const start = async (...settings: ReadonlyArray<string>) => {
  const port = await freePort()
  const child = await startRedis(port, settings)
  const server = await serve()
  const warnings: Array<string> = []
  const url = `redis://127.0.0.1:${port}`
  const client = () =>
    createXingtu({
      token: "token",
      baseUrl: server.url,
      store: redisStore(url),
      requestsPerSecond: Infinity,
      atHand: 0,
      onWarning: (warning) => warnings.push(warning)
    })
  const admin = await createClient({ url })
    .on("error", () => undefined)
    .connect()
  return { port, child, server, warnings, url, client, admin }
}

const ids = (from: number, count: number) => Array.from({ length: count }, (_, i) => creator(from + i))

describe.skipIf(!installed)(`Redis in bad weather${needsServer}`, { timeout: 60_000 }, () => {
  it("full, with noeviction: stored questions are not paid again, and what is paid meanwhile is written later", async () => {
    const { admin, client, server, warnings } = await start()
    const first = client()
    await first.many(spreadMetrics, ids(0, 40))
    await first.close()
    await admin.configSet({ "maxmemory-policy": "noeviction", maxmemory: "1" })
    const second = client()
    await second.many(spreadMetrics, ids(0, 41))
    await second.many(spreadMetrics, ids(0, 41))
    expect(server.charged).toHaveLength(41)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toMatch(/cannot be written \(Redis: OOM\)/)
    await admin.configSet("maxmemory", "0")
    await expect.poll(() => warnings.length, { timeout: 20_000 }).toBe(2)
    const third = client()
    expect((await third.plan(spreadMetrics, ids(0, 41))).stored).toHaveLength(41)
    expect((await third.quota()).token).toMatchObject({ used: 41, open: 0 })
    await Promise.all([second.close(), third.close()])
    admin.destroy()
    await server.close()
  })

  it("a replica that takes no writes is read", async () => {
    const { admin, client, server, warnings } = await start()
    const first = client()
    await first.many(spreadMetrics, ids(0, 10))
    await admin.sendCommand(["REPLICAOF", "127.0.0.1", "1"])
    await first.many(spreadMetrics, ids(0, 11))
    const second = client()
    await second.many(spreadMetrics, ids(0, 10))
    expect(server.charged).toHaveLength(11)
    expect(warnings[0]).toMatch(/Redis: READONLY/)
    await admin.sendCommand(["REPLICAOF", "NO", "ONE"])
    await Promise.all([first.close(), second.close()])
    const third = client()
    expect((await third.quota()).token).toMatchObject({ used: 11, open: 0 })
    await third.close()
    admin.destroy()
    await server.close()
  })

  it.each(["SIGKILL", "SIGSTOP"] as const)(
    "%s: what was paid is still there, and nobody waits twice",
    async (signal) => {
      const { admin, child, client, server } = await start()
      const xingtu = client()
      await xingtu.many(spreadMetrics, ids(0, 20))
      child.kill(signal)
      await xingtu.many(spreadMetrics, ids(0, 1))
      const began = performance.now()
      for (const id of ids(0, 22)) await xingtu.spreadMetrics({ oAuthorId: id })
      await xingtu.quota()
      // Twenty-three waits of two seconds otherwise.
      expect(performance.now() - began).toBeLessThan(3_000)
      expect(server.charged).toHaveLength(22)
      child.kill("SIGCONT")
      await xingtu.close()
      admin.destroy()
      await server.close()
    }
  )

  it("stopped for a while: what was paid meanwhile is written when it goes on", async () => {
    const { admin, child, client, server } = await start()
    const xingtu = client()
    await xingtu.many(spreadMetrics, ids(0, 20))
    child.kill("SIGSTOP")
    await xingtu.many(spreadMetrics, ids(0, 22))
    child.kill("SIGCONT")
    await admin.ping()
    await xingtu.close()
    const other = client()
    expect((await other.plan(spreadMetrics, ids(0, 22))).stored).toHaveLength(22)
    expect((await other.quota()).token).toMatchObject({ used: 22, open: 0 })
    await other.close()
    admin.destroy()
    await server.close()
  })

  it("stalled while an answer is written: the call counts once", async () => {
    const { admin, child, client, server } = await start()
    const xingtu = client()
    await xingtu.spreadMetrics({ oAuthorId: creator(0) })
    for (let n = 1; n <= 3; n++) {
      const asked = server.requests(server.charged.length + 1).then(() => child.kill("SIGSTOP"))
      await Promise.all([asked, xingtu.spreadMetrics({ oAuthorId: creator(n) })])
      child.kill("SIGCONT")
      await expect
        .poll(() => admin.keys("*answer*").then((keys) => keys.filter((key) => !key.includes("size/")).length), {
          timeout: 10_000
        })
        .toBe(n + 1)
      await new Promise((resolve) => setTimeout(resolve, 1_500))
    }
    await xingtu.close()
    const other = client()
    expect((await other.quota()).token).toMatchObject({ used: 4, unknown: 0, open: 0 })
    expect(server.charged).toHaveLength(4)
    await other.close()
    admin.destroy()
    await server.close()
  })

  it("millions of other programs' keys: counting costs what it cost before", async () => {
    const { admin, client, server, warnings } = await start("--enable-debug-command", "yes")
    const xingtu = client()
    await xingtu.many(spreadMetrics, ids(0, 10))
    await admin.sendCommand(["DEBUG", "POPULATE", "3000000", "stranger", "8"])
    const began = performance.now()
    expect((await xingtu.quota()).stored).toBe(10)
    expect(performance.now() - began).toBeLessThan(1_000)
    await xingtu.many(spreadMetrics, ids(0, 10))
    expect(server.charged).toHaveLength(10)
    expect(warnings).toEqual([])
    await xingtu.close()
    admin.destroy()
    await server.close()
  })

  it("a cluster keeps the contract and shares what was paid", async () => {
    const { admin, client, port, server, url, warnings } = await start("--cluster-enabled", "yes")
    await admin.sendCommand(["CLUSTER", "ADDSLOTSRANGE", "0", "16383"])
    await expect
      .poll(() => admin.sendCommand(["CLUSTER", "INFO"]).then(String), { timeout: 20_000 })
      .toContain("cluster_state:ok")
    for (const [i, { check }] of [...storeContract, ...lostReplyContract].entries())
      await Effect.runPromise(
        Effect.scoped(Effect.flatMap(openRedis({ url }), ({ store }) => check(store, `case${i}:`)))
      )
    const [first, second] = [client(), client()]
    await first.many(spreadMetrics, ids(0, 10))
    await second.many(spreadMetrics, ids(0, 10))
    expect(server.charged).toHaveLength(10)
    expect(warnings).toEqual([])
    await Promise.all([first.close(), second.close()])
    const refused = await Effect.runPromise(Effect.flip(Effect.scoped(openRedis({ url, prefix: "plain:" }))))
    expect(refused.reason).toMatch(/prefix needs a part in braces/)
    const two = await Effect.runPromise(Effect.flip(Effect.scoped(openRedis({ url: `redis://127.0.0.1:${port}/2` }))))
    expect(two.reason).toMatch(/no database/)
    admin.destroy()
    await server.close()
  })

  it("settings that can never work are named at the start", async () => {
    const port = await freePort()
    await startRedis(port, ["--requirepass", "right"])
    const said = async (url: string) => (await Effect.runPromise(Effect.flip(Effect.scoped(openRedis({ url }))))).reason
    expect(await said(`redis://:geheim@127.0.0.1:${port}`)).toMatch(/refuses the user or the password/)
    expect(await said(`redis://127.0.0.1:${port}`)).toMatch(/wants a password/)
    expect(await said(`redis://:right@127.0.0.1:${port}/99`)).toMatch(/no database/)
    expect(await said(`redis://:right@127.0.0.1:${port}/answers`)).toMatch(/not a number/)
    expect(await said(`127.0.0.1:${port}`)).toMatch(/redis:\/\//)
    expect(await said(`http://:geheim@127.0.0.1:${port}`)).toMatch(/redis:\/\//)
    expect(await said("redis://")).toMatch(/cannot be read|no host/)
    expect(await said(`redis://:geheim@127.0.0.1:${port}`)).not.toContain("geheim")
  })
})
