import { expect, it } from "@effect/vitest"
import { ConfigProvider, Effect, Redacted } from "effect"
import { describe, test } from "vitest"
import { nickname } from "../../src/adapter.ts"
import { acceptsToken, lineOf, Options, readEnvironment } from "../../src/node/index.ts"
import { serve } from "../support/server.ts"

/** What the programs of the project share: their settings, their options, their doctors. */

it.effect("everything that is wrong with the environment is told at once, and no value of it", () =>
  Effect.gen(function* () {
    const env = { JUSTONEAPI_TOKEN: "${TOKEN}", XINGTU_RETRIES: "-1", XINGTU_STORE: "memory", XINGTU_CONCURRENCY: "0" }
    const read = Effect.provide(readEnvironment, ConfigProvider.layer(ConfigProvider.fromEnv({ env })))
    const { message, problems } = yield* Effect.flip(read)
    expect(problems.map(({ setting }) => setting)).toEqual(["JUSTONEAPI_TOKEN", "XINGTU_CONCURRENCY", "XINGTU_RETRIES"])
    expect(message).not.toContain("${TOKEN}")
  })
)

describe("a doctor", () => {
  const told = (body: object) =>
    Effect.gen(function* () {
      const server = yield* Effect.promise(() => serve(() => 1, body))
      const found = yield* acceptsToken({ baseUrl: server.url, token: Redacted.make("a-token-of-today") })
      yield* Effect.promise(() => server.close())
      return lineOf(found)
        .replace(server.url, "URL")
        .replace(/\d+ ms/, "N ms")
    })

  it.live("says that the token is accepted, where, and how quickly", () =>
    Effect.map(told({ code: 400, recordTime: null }), (line) =>
      expect(line).toBe("ok   Just One API accepts the token (URL, N ms)")
    )
  )

  it.live("says why it is not", () =>
    Effect.map(told({ code: 100, recordTime: null }), (line) =>
      expect(line).toMatch(
        /^NO {3}Just One API accepts the token: The API does not accept the token \(100\)\..*\(URL\)$/
      )
    )
  )
})

describe("options", () => {
  const options = { port: { type: "string" }, quick: { type: "boolean" } } as const

  test("are read as Node reads them", () => {
    const { positionals, values } = Options.parseOptions({
      args: ["a", "--port", "1", "--quick"],
      options,
      allowPositionals: true
    })
    expect([positionals, values.port, values.quick]).toEqual([["a"], "1", true])
  })

  test.each([
    [["--prot", "1"], "Unknown option --prot. Did you mean --port?"],
    [["--x"], "Unknown option --x."],
    [["--port"], "--port needs a value. One that begins with - is written --port=VALUE."],
    [["--quick=yes"], "Option '--quick' does not take an argument."],
    [["a"], "Unexpected argument 'a'. This command does not take positional arguments."]
  ])("%j is refused in a sentence", (args, said) => {
    expect(() => Options.parseOptions({ args, options })).toThrow(new Options.WrongOption(said))
  })

  test.each([
    ["7", Options.upTo(9), 7],
    ["b", Options.oneOf("a", "b"), "b"],
    ["a, b", Options.listOf(Options.like("letters", /^\w$/)), ["a", "b"]]
  ])("%j is read", (text, reader: Options.Reader<unknown>, value) => {
    expect(Options.valueOf("--x", text, reader)).toEqual(value)
  })

  test.each([
    ["10", Options.upTo(9), '--x takes a whole number from 0 to 9, not "10".'],
    ["zhh", Options.oneOf("en", "zh"), '--x takes en or zh, not "zhh". Did you mean zh?'],
    [
      "a,,b",
      Options.listOf(Options.like("letters", /^\w$/)),
      '--x takes letters, several separated by commas, not "a,,b".'
    ]
  ])("%j is refused with what it takes", (text, reader: Options.Reader<unknown>, said) => {
    expect(() => Options.valueOf("--x", text, reader)).toThrow(new Options.WrongOption(said))
  })
})

test.each([
  ["@晚风", "晚风"],
  ["【晚风】", "晚风"],
  [" “晚风 ” ", "晚风"],
  ["晚风", "晚风"]
])("the name in %j is %s", (typed, name) => expect(nickname(typed)).toBe(name))
