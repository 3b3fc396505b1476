import { validate } from "dockerfile-utils"
import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { manifest, problemOf, scopeNames, scopes } from "../src/slack/manifest.ts"

const text = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8")

describe("the README", () => {
  test("names every scope with a reason", () => {
    for (const scope of scopeNames) expect(text("README.md")).toMatch(new RegExp(`\\| \`${scope}\` \\| .+ \\|`))
  })

  test("names every setting the program reads, and no other", () => {
    const read = [
      ...`${text("src/settings.ts")}${text("../core/src/node/config.ts")}`.matchAll(/"([A-Z]+(?:_[A-Z]+)+|PORT)"/g)
    ].map(([, name]) => name)
    const named = [...text("README.md").matchAll(/^\| (`[A-Z_`, ]+`) \|/gm)].flatMap(([, names = ""]) =>
      names.replaceAll("`", "").split(", ")
    )
    expect(named.toSorted()).toEqual([...new Set(read)].toSorted())
  })

  test("takes its reader to the first answer in ten steps", () => {
    expect(text("README.md").match(/^\d+\. /gm)).toHaveLength(10)
  })
})

describe("the manifest", () => {
  test("asks for what is explained, and for nothing else", () => {
    expect(manifest().oauth_config.scopes.bot).toEqual(Object.keys(scopes))
    for (const reason of Object.values(scopes)) expect(reason.en.length * reason.zh.length).toBeGreaterThan(0)
  })

  test("over HTTP points everything at the one address; else it is Socket Mode", () => {
    const http = JSON.stringify(manifest({ url: "https://x.example.com/", distributed: true }))
    expect(http.match(/https:\/\/x\.example\.com\/slack\/events/g)).toHaveLength(3)
    expect(http).toContain("https://x.example.com/slack/oauth_redirect")
    expect(http).toContain('"socket_mode_enabled":false')
    expect(JSON.stringify(manifest())).toContain('"socket_mode_enabled":true')
    expect(JSON.stringify(manifest())).not.toContain("http")
  })

  test.each([
    [{ url: "xingtu.example.com" }, "--url takes"],
    [{ url: "http://xingtu.example.com" }, "--url needs https"],
    [{ url: "https://xingtu.example.com/?a=b" }, "--url takes"],
    [{ distributed: true }, "--distributed needs --url"]
  ])("is not made from %j, which Slack would refuse", (options, why) => {
    expect(problemOf(options)).toContain(why)
  })

  test("is made for an address, for many workspaces, and for Socket Mode", () => {
    for (const options of [
      {},
      { url: "https://xingtu.example.com" },
      { url: "https://example.com/xingtu/", distributed: true }
    ])
      expect(problemOf(options)).toBeUndefined()
  })

  test("keeps Slack's lengths", () => {
    const { display_information, features } = manifest()
    expect(display_information.name.length).toBeLessThanOrEqual(35)
    expect(display_information.description.length).toBeLessThanOrEqual(140)
    for (const shortcut of features.shortcuts) {
      expect(shortcut.name.length).toBeLessThanOrEqual(24)
      expect(shortcut.description.length).toBeLessThanOrEqual(150)
    }
    for (const command of features.slash_commands) {
      expect(command.command.length).toBeLessThanOrEqual(32)
      expect(command.description.length).toBeLessThanOrEqual(2_000)
      expect(command.usage_hint.length).toBeLessThanOrEqual(1_000)
    }
  })
})

test("the Dockerfile is one, and does not run as root", () => {
  const dockerfile = text("Dockerfile")
  expect(validate(dockerfile)).toEqual([])
  expect(dockerfile).toMatch(/^USER node$/m)
})
