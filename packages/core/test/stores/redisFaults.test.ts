import { createClient } from "redis"
import { Effect } from "effect"
import { execFileSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer as createHttp } from "node:http"
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createServer as createTls } from "node:tls"
import { afterAll, describe, expect, it, onTestFinished } from "vitest"
import { catalogue } from "../../src/index.ts"
import { openRedis, redisStore } from "../../src/node/index.ts"
import { createXingtu } from "../../src/promise.ts"
import { creator } from "../support/api.ts"
import { bundle, start } from "../support/processes.ts"
import { durable, endRedis, freePort, installed, kill, needsServer, startRedis } from "../support/ownRedis.ts"
import { serve } from "../support/server.ts"

const { spreadMetrics } = catalogue
const folder = mkdtempSync(join(tmpdir(), "xingtu-faults-"))
afterAll(() => {
  endRedis()
  rmSync(folder, { recursive: true, force: true })
})

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => creator(from + i))

const asAdmin = async (url: string) => {
  const admin = await createClient({ url })
    .on("error", () => undefined)
    .connect()
  onTestFinished(() => void admin.destroy())
  return admin
}

const api = async () => {
  const server = await serve()
  onTestFinished(server.close)
  const warnings: Array<string> = []
  const client = (url: string) =>
    createXingtu({
      token: "token of many processes",
      baseUrl: server.url,
      store: redisStore(url),
      requestsPerSecond: Infinity,
      atHand: 0,
      onWarning: (warning) => warnings.push(warning)
    })
  /** What another process finds there of so many questions, and how many calls are on the books. */
  const found = async (url: string, all: ReadonlyArray<string>) => {
    const other = client(url)
    const { stored } = await other.plan(spreadMetrics, all)
    const { token } = await other.quota()
    await other.close()
    return { stored: stored.length, used: token.used, unknown: token.unknown, open: token.open }
  }
  return { charged: server.charged, baseUrl: server.url, warnings, client, found }
}

const begin = async (...settings: ReadonlyArray<string>) => {
  const port = await freePort()
  const child = await startRedis(port, settings)
  const url = `redis://127.0.0.1:${port}`
  return { port, child, url, admin: await asAdmin(url), ...(await api()) }
}

const listening = async (server: Server) => {
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** An address behind which one Redis is put in place of another. */
const movable = async (first: number) => {
  const place = { port: first }
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(place.port, "127.0.0.1")
    for (const [one, other] of [
      [near, far],
      [far, near]
    ] as const) {
      open.add(one)
      one.on("error", () => other.destroy())
      one.on("close", () => other.destroy())
      one.pipe(other)
    }
  })
  const url = `redis://127.0.0.1:${await listening(server)}`
  const move = (port: number) => {
    place.port = port
    for (const socket of open) socket.destroy()
  }
  onTestFinished(() => move(0))
  return { url, move }
}

/** A node that hands over its last slot stays a master. */
const asCluster = ["--cluster-enabled", "yes", "--cluster-allow-replica-migration", "no"]

const dropOthers = ["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"]

describe.skipIf(!installed)(`Redis that fails${needsServer}`, { timeout: 60_000 }, () => {
  it("still loads what it holds: a process that starts waits for it, and pays for nothing it finds there", async () => {
    const { admin, charged, child, client, port, url, warnings } = await begin(
      ...durable,
      "--enable-debug-command",
      "local"
    )
    const first = client(url)
    await first.many(spreadMetrics, ids(0, 10))
    await first.close()
    await admin.sendCommand(["DEBUG", "POPULATE", "10000", "stranger", "8"])
    await admin.sendCommand(["BGREWRITEAOF"])
    await expect
      .poll(() => admin.info("persistence"))
      .toMatch(/aof_rewrite_in_progress:0[^]*aof_last_bgrewrite_status:ok/)
    await kill(child)
    const loaded = startRedis(port, [
      ...durable,
      "--key-load-delay",
      "150",
      "--loading-process-events-interval-bytes",
      "1024"
    ])
    await expect
      .poll(() =>
        createClient({ url, socket: { reconnectStrategy: false } })
          .on("error", () => undefined)
          .connect()
          .then(
            (one) =>
              one
                .get("a")
                .catch(String)
                .finally(() => one.destroy()),
            String
          )
      )
      .toMatch(/LOADING/)
    const second = client(url)
    await second.many(spreadMetrics, ids(0, 11))
    expect(charged).toHaveLength(11)
    expect(warnings).toEqual([])
    await loaded
    await second.close()
  })

  it("takes no more connections: it is waited for at the start, and told", async () => {
    const { admin, charged, client, found, url, warnings } = await begin("--maxclients", "2")
    const first = client(url)
    await first.many(spreadMetrics, ids(0, 5))
    const second = client(url)
    const run = second.many(spreadMetrics, ids(0, 6))
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await admin.configSet("maxclients", "100")
    await run
    expect(charged).toHaveLength(6)
    expect(warnings).toEqual([])
    await admin.configSet("maxclients", "2")
    const third = client(url)
    await third.many(spreadMetrics, ids(6, 7))
    expect(warnings[0]).toMatch(/cannot be used \(Redis: its maxclients is reached\)/)
    await admin.configSet("maxclients", "100")
    await expect.poll(() => warnings, { timeout: 20_000 }).toHaveLength(2)
    await Promise.all([first.close(), second.close(), third.close()])
    expect(await found(url, ids(0, 7))).toEqual({ stored: 7, used: 7, unknown: 0, open: 0 })
  })

  it("has another password now: what is the matter is told, and all is paid back", async () => {
    const { admin, charged, client, found, url, warnings } = await begin()
    const xingtu = client(url)
    await xingtu.many(spreadMetrics, ids(0, 5))
    await admin.configSet("requirepass", "new")
    await admin.sendCommand(dropOthers)
    await expect.poll(() => admin.info("errorstats")).toMatch(/NOAUTH/)
    await xingtu.many(spreadMetrics, ids(0, 7))
    expect(charged).toHaveLength(7)
    expect(warnings).toEqual([
      expect.stringMatching(/\(Redis wants a password, and its address has none.*\(REDIS_URL\)\)\. /)
    ])
    await admin.configSet("requirepass", "")
    await expect.poll(() => warnings, { timeout: 20_000 }).toHaveLength(2)
    await xingtu.close()
    expect(await found(url, ids(0, 7))).toEqual({ stored: 7, used: 7, unknown: 0, open: 0 })
  })

  it("takes rights away: what is the matter is told, and all is paid back", async () => {
    const { admin, charged, client, found, port, url, warnings } = await begin()
    const allow = (...rules: ReadonlyArray<string>) => admin.sendCommand(["ACL", "SETUSER", "bot", ...rules])
    await allow("on", ">secret", "~*", "&*", "+@all")
    const xingtu = client(`redis://bot:secret@127.0.0.1:${port}`)
    await xingtu.many(spreadMetrics, ids(0, 5))
    await allow("-eval", "-evalsha")
    for (let round = 0; round < 2; round++) await xingtu.many(spreadMetrics, ids(0, 7))
    expect(charged).toHaveLength(7)
    expect(warnings).toEqual([expect.stringMatching(/cannot be written \(Redis does not allow this user/)])
    await allow("+@all")
    await expect.poll(() => warnings, { timeout: 20_000 }).toHaveLength(2)
    await xingtu.close()
    expect(await found(url, ids(0, 7))).toEqual({ stored: 7, used: 7, unknown: 0, open: 0 })
  })

  it("forgets its scripts: nothing happens", async () => {
    const { admin, charged, client, url, warnings } = await begin()
    const xingtu = client(url)
    for (let n = 0; n < 5; n++) {
      await xingtu.many(spreadMetrics, ids(n, n + 2))
      await admin.scriptFlush()
    }
    expect(charged).toHaveLength(6)
    expect(warnings).toEqual([])
    await xingtu.close()
  })

  it("drops its connections in the middle of commands: each call counts once", async () => {
    const { admin, charged, client, found, url } = await begin()
    const xingtu = client(url)
    let done = false
    const run = xingtu.many(spreadMetrics, ids(0, 150), { concurrency: 8 }).finally(() => (done = true))
    while (!done) {
      await admin.sendCommand(dropOthers)
      await new Promise((resolve) => setTimeout(resolve, 15))
    }
    await run
    expect((await xingtu.quota()).token).toMatchObject({ used: 150, unknown: 0, open: 0 })
    await xingtu.close()
    expect(charged).toHaveLength(150)
    expect(await found(url, ids(0, 150))).toEqual({ stored: 150, used: 150, unknown: 0, open: 0 })
  })

  it("fails over to its replica: what it had is there, and what was paid for meanwhile is added", async () => {
    const { admin, charged, child, client, found, port, warnings } = await begin()
    const other = await freePort()
    await startRedis(other, ["--replicaof", "127.0.0.1", String(port)])
    const replica = await asAdmin(`redis://127.0.0.1:${other}`)
    await expect.poll(() => replica.info("replication"), { timeout: 20_000 }).toMatch(/master_link_status:up/)
    const { move, url } = await movable(port)
    const xingtu = client(url)
    await xingtu.many(spreadMetrics, ids(0, 20))
    expect(await admin.sendCommand(["WAIT", "1", "5000"])).toBe(1)
    await kill(child)
    await xingtu.many(spreadMetrics, ids(0, 22))
    // The address leads to the replica before it is promoted.
    move(other)
    await expect
      .poll(() => replica.sendCommand(["CLIENT", "LIST"]).then(String), { timeout: 10_000 })
      .toMatch(/cmd=(get|mget|evalsha)/)
    await xingtu.many(spreadMetrics, ids(0, 24))
    await replica.sendCommand(["REPLICAOF", "NO", "ONE"])
    await expect.poll(() => warnings.at(-1), { timeout: 30_000 }).toMatch(/is back/)
    await xingtu.many(spreadMetrics, ids(0, 25))
    await xingtu.close()
    expect(charged).toHaveLength(25)
    expect(await found(`redis://127.0.0.1:${other}`, ids(0, 25))).toEqual({ stored: 25, used: 25, unknown: 0, open: 0 })
  })

  it("hands its slots to another node of the cluster: what to do is told, and all is paid back when they return", async () => {
    const { admin, charged, client, found, port, url, warnings } = await begin(...asCluster)
    const other = await freePort()
    await startRedis(other, asCluster)
    const second = await asAdmin(`redis://127.0.0.1:${other}`)
    await admin.sendCommand(["CLUSTER", "ADDSLOTSRANGE", "0", "16383"])
    await admin.sendCommand(["CLUSTER", "MEET", "127.0.0.1", String(other)])
    const known = async (one: typeof admin) => String(await one.sendCommand(["CLUSTER", "INFO"]))
    for (const one of [admin, second])
      await expect.poll(() => known(one), { timeout: 30_000 }).toMatch(/cluster_state:ok[^]*cluster_known_nodes:2/)
    const xingtu = client(url)
    await xingtu.many(spreadMetrics, ids(0, 5))
    const slot = String(await admin.sendCommand(["CLUSTER", "KEYSLOT", "{xingtu}:"]))
    const [here, there] = [
      String(await admin.sendCommand(["CLUSTER", "MYID"])),
      String(await second.sendCommand(["CLUSTER", "MYID"]))
    ]
    const move = async (from: typeof admin, to: typeof admin, fromId: string, toId: string, toPort: number) => {
      await to.sendCommand(["CLUSTER", "SETSLOT", slot, "IMPORTING", fromId])
      await from.sendCommand(["CLUSTER", "SETSLOT", slot, "MIGRATING", toId])
      // From here on a key that has gone already is answered with ASK.
      const keys = (await from.sendCommand(["CLUSTER", "GETKEYSINSLOT", slot, "1000"])) as unknown as Array<string>
      await from.sendCommand(["MIGRATE", "127.0.0.1", String(toPort), "", "0", "5000", "KEYS", ...keys])
      await xingtu.many(spreadMetrics, ids(0, 6))
      for (const one of [to, from]) await one.sendCommand(["CLUSTER", "SETSLOT", slot, "NODE", toId])
    }
    await move(admin, second, here, there, other)
    await xingtu.many(spreadMetrics, ids(0, 8))
    expect(charged).toHaveLength(8)
    await move(second, admin, there, here, port)
    await expect.poll(() => warnings.at(-1), { timeout: 30_000 }).toMatch(/is back/)
    await xingtu.close()
    expect(charged).toHaveLength(8)
    expect(await found(url, ids(0, 8))).toEqual({ stored: 8, used: 8, unknown: 0, open: 0 })
  })

  it("is stopped for good: a process that closes its client comes to its end", async () => {
    const { baseUrl, charged, child, found, url } = await begin()
    const program = await bundle(folder)
    const worker = start(program, { url: baseUrl, store: { url }, ids: ids(0, 3), concurrency: 1, deadlineMs: 20_000 })
    await worker.said(1)
    child.kill("SIGSTOP")
    expect((await worker.done()).map(({ charged }) => charged)).toEqual(["yes", "yes", "yes"])
    expect(charged).toHaveLength(3)
    child.kill("SIGCONT")
    expect((await found(url, ids(0, 1))).stored).toBe(1)
  })
})

describe("an address where there is no Redis", { timeout: 30_000 }, () => {
  const opens = (url: string) => Effect.runPromise(Effect.result(Effect.scoped(Effect.asVoid(openRedis({ url })))))

  it("answers like a web server: the process goes on, and ends", async () => {
    const port = await listening(createHttp((_, response) => response.end("hello")))
    expect(await opens(`redis://127.0.0.1:${port}`)).toMatchObject({ _tag: "Success" })
    expect(await opens(`rediss://127.0.0.1:${port}`)).toMatchObject({
      failure: { reason: expect.stringMatching(/^There is no TLS at the address of Redis/) }
    })
  })

  it("says nothing, or something else: the process goes on, and ends", async () => {
    for (const greeting of ["", "SSH-2.0-OpenSSH\r\n"]) {
      const port = await listening(
        createServer((socket) => {
          socket.on("error", () => undefined)
          socket.resume()
          socket.write(greeting)
        })
      )
      expect(await opens(`redis://127.0.0.1:${port}`)).toMatchObject({ _tag: "Success" })
    }
  })

  it("has a certificate that is not trusted: refused at the start", async () => {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")]
    const self = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"]
    execFileSync("openssl", ["req", ...self, "-subj", "/CN=redis.test", "-keyout", key, "-out", cert], {
      stdio: "ignore"
    })
    const server = createTls({ key: readFileSync(key), cert: readFileSync(cert) }, (socket) => {
      socket.on("error", () => undefined)
    })
    expect(await opens(`rediss://127.0.0.1:${await listening(server)}`)).toMatchObject({
      failure: { reason: expect.stringMatching(/^The certificate of Redis is not trusted here.*NODE_EXTRA_CA_CERTS/) }
    })
  })
})
