import { startSandbox } from "@xingtu/testing"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type All, labelsOf, startAll } from "../support/bot.ts"
import { harmless, hostile } from "../support/hostile.ts"
import type { Posted } from "../support/slack.ts"

const ids = Array.from({ length: 100 }, (_, n) => String(6629722295873044000n + BigInt(n)))

/** Creators who chose the worst names: each answer of the API says what creators wrote as one of them would. */
const named = (json: string, n: number): string => {
  let at = n
  return json.replace(
    /"(nick_name|name|title|item_title|province|city|introduction)":"[^"]*"/g,
    (_, key: string) => `"${key}":${JSON.stringify(hostile[at++ % hostile.length])}`
  )
}

const startHostile = async (api: string) => {
  let n = 0
  const server = createServer(async (request, response) => {
    const answer = await fetch(`${api}${request.url ?? ""}`, { headers: { accept: "application/json" } })
    response
      .writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" })
      .end(named(await answer.text(), n++))
  })
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() } // a port, not a pipe
}

let all: All
let own: Awaited<ReturnType<typeof startSandbox>>
let api: Awaited<ReturnType<typeof startHostile>>
let seen = 0
beforeAll(async () => {
  own = await startSandbox()
  api = await startHostile(own.url)
  all = await startAll({
    apiUrl: api.url,
    bot: {
      core: { requestsPerSecond: Infinity, concurrency: 64 },
      mayPay: 10_000
    }
  })
}, 60_000)
afterAll(async () => {
  // Slack would have taken every message: this says so otherwise.
  await all.close()
  api.close()
  await own.close()
})

const isAnswer = ({ body }: Posted) => !JSON.stringify(body.blocks).includes("xingtu.cancel")

/** The next answer, in which nothing takes effect. */
const next = async () => {
  const posted = await all.slack.until(() => all.slack.posted.slice(seen).find(isAnswer), "an answer")
  seen = all.slack.posted.indexOf(posted) + 1
  harmless(posted.body.blocks, "<@U000000001>")
  harmless({ text: posted.body.text }, "<@U000000001>")
  return posted
}

const uploaded = async (times: number) => all.slack.call("files.completeUploadExternal", times)

describe("a hundred creators with hostile names", () => {
  test.each([
    ["compare", 1],
    ["report", 2]
  ])(
    "%s: ten in the message, all in the files",
    async (name, files) => {
      await all.command(`${name} ${ids.join("\n")}`)
      const answer = await next()
      expect(JSON.stringify(answer.body.blocks)).toContain("The first 10 of 100")
      await uploaded(files)
      // The names are as hostile as meant.
      expect(all.slack.uploads.join("")).toContain("‹!channel>")
      await all.slack.until(() => (all.slack.posted.length > seen ? true : undefined), "word of the files")
      seen = all.slack.posted.length
    },
    120_000
  )

  test("shortlist, its reasons, a plan and what is done with them", async () => {
    await all.command(`shortlist ${ids.join(" ")} sales brief: followers>1`)
    const answer = await next()
    for (const label of labelsOf(answer).filter((one) => /^(Reasons|Plan|Save|Share|Send)/.test(one)))
      await all.click(answer, label)
    await all.slack.call("views.open")
    await all.slack.call("views.open", 2)
    for (const _ of ["reasons", "shared", "sent"]) await next()
    await all.command(`plan 5000k ${ids.join(" ")} brief: engagement`)
    const plan = await next()
    await all.click(plan, "Export CSV")
    await uploaded(3)
    expect((await next()).body.text).toContain("The files are on their way")
  }, 60_000)

  test.each(
    [
      "save <!here>*all* " + ids.join(" "),
      "lists",
      "lists here>all",
      `watch ${ids.join(" ")} price followers>5% daily 9:00 me`,
      `schedule report ${ids.join(" ")} weekly mon 9:00 me`,
      "watching",
      "search followerRange=1-100000000",
      "shortlist followerRange=1-100000000",
      `creator ${ids[0] ?? ""}`,
      `report ${ids[1] ?? ""}`,
      "help",
      "help all",
      "quota",
      "settings"
    ].map((typed) => [typed.slice(0, 30), typed] as const)
  )("%s", async (_, typed) => {
    await all.command(typed)
    expect((await next()).body.blocks).not.toEqual([])
  })

  test("a search's next page, and every endpoint's button under a creator", async () => {
    await all.command(`creator ${ids[2] ?? ""}`)
    const answer = await next()
    for (const label of ["Audience profile", "Followers by day"].filter((one) => labelsOf(answer).includes(one))) {
      await all.click(answer, label)
      expect((await next()).body.blocks).not.toEqual([])
    }
  })
})
