import { noToken } from "@xingtu/testing"
import { openSqlite } from "@xingtu/core/node"
import { Effect, Redacted } from "effect"
import { randomBytes } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest"
import * as Installations from "../../src/state/Installations.ts"
import { keys } from "../../src/state/keys.ts"
import { Durable } from "../../src/store/Stores.ts"
import * as Watches from "../../src/state/Watches.ts"
import { scopeNames } from "../../src/slack/manifest.ts"
import { type All, startAll } from "../support/bot.ts"
import { databaseUrl } from "../support/database.ts"
import { botToken, signingSecret, team, user } from "../support/slack.ts"
import { watcher } from "../support/watching.ts"

const client = { client_id: "111.222", client_secret: "client-secret-of-tests" }

const database = await databaseUrl()
afterAll(() => database?.drop())

let all: All
let folder: string
let file: string

const key = () => Redacted.make(randomBytes(32))

const start = (
  workspaces?: ReadonlyArray<string>,
  database?: string,
  encryptionKeys: readonly [Redacted.Redacted<Buffer>, ...ReadonlyArray<Redacted.Redacted<Buffer>>] = [key()]
) =>
  startAll({
    slack: {
      seed: { oauth_apps: [{ ...client, name: "Xingtu", redirect_uris: [], scopes: scopeNames }], strict_scopes: true }
    },
    bot: {
      connection: {
        _tag: "OAuth",
        signingSecret: Redacted.make(signingSecret),
        clientId: client.client_id,
        clientSecret: Redacted.make(client.client_secret),
        stateSecret: Redacted.make("state-secret-of-tests"),
        encryptionKeys,
        workspaces
      },
      watchEvery: "50 millis",
      stores: { file, database: database === undefined ? undefined : Redacted.make(database) }
    }
  })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "xingtu-slack-"))
  file = join(folder, "store.sqlite")
  all = await start()
})
afterEach(async () => {
  await all.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Follows the install page as someone's browser would; Slack's own page is answered with a yes. */
const install = async () => {
  const { bot, slack } = all
  const page = await fetch(`${bot.url}/slack/install`)
  const cookie = page.headers.get("set-cookie")?.split(";")[0] ?? ""
  const link = new URL(
    /href="(https:\/\/slack\.com\/oauth\/v2\/authorize[^"]+)"/.exec(await page.text())?.[1]?.replaceAll("&amp;", "&") ??
      ""
  )
  const agreed = await fetch(`${slack.url}/oauth/v2/authorize/callback`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      user_id: user,
      client_id: client.client_id,
      scope: link.searchParams.get("scope") ?? "",
      state: link.searchParams.get("state") ?? "",
      redirect_uri: `${bot.url}/slack/oauth_redirect`
    }).toString()
  })
  const back = await fetch(agreed.headers.get("location") ?? "", { headers: { cookie } })
  return { asked: link.searchParams.get("scope")?.split(","), status: back.status, page: await back.text() }
}

const sealed = () =>
  Effect.runPromise(
    Effect.scoped(
      Effect.flatMap(openSqlite(file), (store) =>
        Effect.map(store.get([keys.installation(team), keys.person(team, user)]), ([installation, person]) => ({
          installation,
          person
        }))
      )
    )
  )

/** What is kept, as another process sees it. */
const kept = <A, E>(effect: Effect.Effect<A, E, Durable>): Promise<A> =>
  Effect.runPromise(
    Effect.scoped(Effect.flatMap(openSqlite(file), (store) => Effect.provideService(effect, Durable, store)))
  )

describe("many workspaces", () => {
  test("one that has not installed the app is told how to, in both languages", async () => {
    await all.command("help")
    const told = await all.slack.message(1)
    expect(told.body.text).toContain("has not installed the app")
    expect(told.body.text).toContain("尚未安装")
  })

  test("one installs, asks, and removes: the token is sealed at rest and gone afterwards", async () => {
    const { command, slack, event } = all
    const installed = await install()
    expect(installed).toMatchObject({ status: 200, asked: scopeNames })

    await command("settings language=zh")
    expect((await slack.message(1)).body.text).toMatch(/^设置\n/)
    await command("spread 6955721930401185805")
    await slack.message(3)

    const kept = await sealed()
    expect(kept.installation).toMatch(/^v1\./)
    expect(kept.person).toContain("zh")
    noToken({ file: readFileSync(file, "latin1") }, "xoxb-")

    await event({ type: "app_uninstalled" })
    // The next command meets a workspace that has not installed the app.
    await expect.poll(sealed, { timeout: 10_000 }).toEqual({ installation: undefined, person: undefined })
    await command("help")
    expect((await slack.message(4)).body.text).toContain("has not installed the app")
  })

  test("its key can be changed: what the old one sealed is read, and sealed with the new one", async () => {
    const [before, after] = [key(), key()]
    for (const [keys, told] of [
      [[before], "Xingtu"],
      [[after, before], "Xingtu"],
      // Sealed anew when it was read.
      [[after], "Xingtu"],
      [[before], "has not installed the app"]
    ] as const) {
      await all.close()
      all = await start(undefined, undefined, keys)
      if (keys[0] === before && told === "Xingtu") await install()
      await all.command("help")
      expect((await all.slack.message(1)).body.text).toContain(told)
    }
  })

  test("word of a removal that comes after a new installation deletes nothing", async () => {
    const removed = Math.floor(Date.now() / 1000) - 60
    await install()
    await all.command("settings language=zh")
    await all.slack.message(1)
    await all.event({ type: "app_uninstalled" }, "Ev-late", { event_time: removed })
    await all.command("help")
    expect((await all.slack.message(2)).body.text).toContain("星图")
    expect(await sealed()).toMatchObject({ installation: expect.any(String), person: expect.stringContaining("zh") })
    await all.event({ type: "app_uninstalled" }, "Ev-now", { event_time: Math.ceil(Date.now() / 1000) + 1 })
    await expect.poll(sealed, { timeout: 10_000 }).toEqual({ installation: undefined, person: undefined })
  })

  test("an organisation's installation serves its workspaces until the organisation removes it", async () => {
    await install()
    const organisation = "E000000001"
    // Slack's emulator knows no organisations: what it would have installed is moved to one.
    const keys_ = [key()] as const
    await all.close()
    const installation = {
      enterprise: { id: organisation, name: "Org" },
      team: undefined,
      isEnterpriseInstall: true,
      bot: { token: botToken, scopes: [...scopeNames], id: "B1", userId: "U1" },
      user: { id: user, token: undefined, scopes: undefined }
    }
    await Effect.runPromise(
      Effect.scoped(
        Effect.flatMap(openSqlite(file), (store) =>
          Effect.promise(async () => {
            const { store: installations } = Installations.make(store, keys_)
            await installations.deleteInstallation?.({
              teamId: team,
              enterpriseId: undefined,
              isEnterpriseInstall: false
            })
            await installations.storeInstallation(installation as never)
          })
        )
      )
    )
    all = await start(undefined, undefined, keys_)
    await all.command("help", { is_enterprise_install: "true", enterprise_id: organisation })
    expect((await all.slack.message(1)).body.text).toContain("Xingtu")
    await Effect.runPromise(
      Effect.scoped(
        Effect.flatMap(openSqlite(file), (store) =>
          Effect.promise(async () => {
            expect(await Installations.make(store, keys_).tokenOf(team)).toBe(botToken)
            await expect(Installations.make(store, keys_, [team]).tokenOf(team)).rejects.toThrow("not installed")
          })
        )
      )
    )
    await all.event({ type: "app_uninstalled" }, "Ev-org", {
      enterprise_id: organisation,
      authorizations: [{ enterprise_id: organisation, team_id: team, is_bot: true, is_enterprise_install: true }]
    })
    await expect
      .poll(
        async () => {
          await all.command("help", { is_enterprise_install: "true", enterprise_id: organisation })
          return all.slack.posted.at(-1)?.body.text
        },
        { timeout: 10_000 }
      )
      .toContain("has not installed the app")
  })

  test("one that removed the app has no watches any more; one whose token is gone is not paid for", async () => {
    const { slack, event, sandbox } = all
    await install()
    const me = watcher(slack, all)
    await me.start("watch 6955721930401185805 cpm")
    await event({ type: "app_uninstalled" })
    await expect.poll(async () => (await kept(Watches.of(team))).length, { timeout: 10_000 }).toBe(0)

    await install()
    await me.start("watch 6955721930401185805 price")
    const [watch] = await kept(Watches.of(team))
    await kept(
      Durable.use((store) => store.commit({ put: [{ key: keys.installation(team), value: undefined, ttlMs: 0 }] }))
    )
    await kept(Watches.update(team, watch?.id ?? "", (one) => ({ ...one, due: 1_000_000 })))
    await expect.poll(async () => (await kept(Watches.of(team)))[0]?.state, { timeout: 10_000 }).toBe("paused")
    expect(sandbox.ledger().requests).toBe(0)
  })

  test("one that is not among those that may is not installed, and told so", async () => {
    await all.close()
    all = await start(["T999999999"])
    const { page, status } = await install()
    expect(status).toBe(500)
    expect(page).not.toContain("xoxb-")
    expect((await sealed()).installation).toBeUndefined()
    await all.command("help")
    expect((await all.slack.message(1)).body.text).toContain("has not installed the app")
  })

  test.runIf(database !== undefined)("a store that is away is not told as an app that is not installed", async () => {
    await all.close()
    const address = new URL(database?.url ?? "")
    const port = Number(address.port || 5432)
    const open = new Set<Socket>()
    const between = createServer((near) => {
      const far = connect(port, address.hostname)
      for (const [one, other] of [
        [near, far],
        [far, near]
      ] as const) {
        open.add(one)
        one.on("error", () => other.destroy()).pipe(other)
      }
    })
    await new Promise<void>((listening) => between.listen(0, "127.0.0.1", listening))
    address.port = String((between.address() as AddressInfo).port) // a port, not a pipe
    all = await start(undefined, address.href)
    expect((await install()).status).toBe(200)
    await all.command("help")
    await all.slack.message(1)
    between.close()
    for (const socket of open) socket.destroy()
    await all.command("help")
    const told = await all.slack.message(2)
    expect(told.body.text).toContain("cannot read its store right now")
    expect(told.body.text).toContain("暂时无法读取存储")
  })

  test("a revoked bot token is forgotten; a person's own token is not the bot's", async () => {
    await install()
    await all.event({ type: "tokens_revoked", tokens: { oauth: ["U1"], bot: [] } })
    await all.command("help")
    expect((await all.slack.message(1)).body.text).toContain("Xingtu")
    await all.event({ type: "tokens_revoked", tokens: { bot: ["U2"] } })
    await expect.poll(async () => (await sealed()).installation, { timeout: 10_000 }).toBeUndefined()
  })
})
