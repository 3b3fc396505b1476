import { catalogue, Endpoint } from "@xingtu/core/adapter"
import { startSandbox, token } from "@xingtu/testing"
import { person } from "@xingtu/slack-bot/support/bot"
import { botToken, signingSecret, startSlack } from "@xingtu/slack-bot/support/slack"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { cp, writeFile } from "node:fs/promises"
import { type AddressInfo, createServer } from "node:net"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Consumer, consumer } from "../src/consumer.ts"
import { blocks } from "../src/blocks.ts"
import { needsRegistry, packed } from "../src/packed.ts"
import { root } from "../src/root.ts"
import { environment } from "../src/run.ts"

let user: Consumer
beforeAll(async () => {
  if (needsRegistry !== "") return
  user = await consumer([
    packed("@xingtu/core").tarball,
    packed("@xingtu/slack-bot").tarball,
    "typescript@^7.0.0",
    "@types/node@^24.0.0"
  ])
})
afterAll(() => user?.[Symbol.asyncDispose]())

const freePort = async () => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  server.close()
  await once(server, "close")
  return port
}

const program = (...args: ReadonlyArray<string>) => user.exec("xingtu-slack", args)

describe.skipIf(needsRegistry !== "")(`xingtu-slack, installed with npm in an empty folder${needsRegistry}`, () => {
  it("prints the manifest that creates the app", async () => {
    const manifest = JSON.parse(await program("manifest", "--url", "https://bot.example.com"))
    expect(manifest.features.slash_commands).toEqual([
      expect.objectContaining({ command: "/xingtu", url: "https://bot.example.com/slack/events" })
    ])
  })

  it("has a subcommand for every endpoint, named like it", async () => {
    const ids = Object.keys(catalogue)
    const script = `import { parse } from "./node_modules/@xingtu/slack-bot/dist/commands/parse.js"
      console.log(JSON.stringify(${JSON.stringify(ids.map(Endpoint.kebab))}.map((name) => { const it = parse(name + " 6955721930401185805"); return it.endpoint?.id ?? it.form })))`
    expect(JSON.parse(await user.node(["--input-type=module", "--eval", script]))).toEqual(ids)
  })

  it("has types under which the program in its README compiles", async () => {
    const [sample = ""] = blocks("packages/slack-bot/README.md")
    await writeFile(join(user.folder, "bot.ts"), sample)
    await cp(join(root, "examples/core-promise/tsconfig.json"), join(user.folder, "tsconfig.json"))
    expect(await user.exec("tsc", ["-p", "."])).toBe("")
  })

  it("says which setting is missing and where to find it", async () => {
    await expect(program("doctor")).rejects.toThrow(/JUSTONEAPI_TOKEN is not set\. Find it at: /)
  })

  it("finds itself well between Slack and the API, and answers a signed command", async () => {
    await using sandbox = await startSandbox()
    const slack = await startSlack()
    const env = {
      JUSTONEAPI_TOKEN: token,
      JUSTONEAPI_BASE_URL: sandbox.url,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_BOT_TOKEN: botToken,
      SLACK_API_URL: slack.apiUrl,
      XINGTU_STORE: "memory",
      PORT: String(await freePort())
    }
    await writeFile(
      join(user.folder, ".env"),
      Object.entries(env)
        .map(([name, value]) => `${name}='${value}'\n`)
        .join("")
    )
    try {
      expect(await program("doctor")).toMatch(/Ready\.\s*$/)
      expect(sandbox.ledger().charged).toBe(0)
      sandbox.reset()

      const bot = spawn(join(user.folder, "node_modules/.bin/xingtu-slack"), ["start"], {
        cwd: user.folder,
        env: environment(),
        stdio: ["ignore", "pipe", "pipe"]
      })
      try {
        await once(createInterface(bot.stdout), "line")
        const { command } = person(slack, `http://127.0.0.1:${env.PORT}`)
        expect((await command("spread 6955721930401185805")).status).toBe(200)
        await sandbox.received(1)
        expect(sandbox.ledger()).toMatchObject({ charged: 1 })
      } finally {
        bot.kill("SIGTERM")
        await once(bot, "exit")
      }
    } finally {
      await slack.close()
    }
  })
})
