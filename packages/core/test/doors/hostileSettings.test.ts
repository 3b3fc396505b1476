import { ConfigProvider, Effect, Layer, Redacted, Result } from "effect"
import { FetchHttpClient } from "effect/http"
import { createRequire } from "node:module"
import { describe, expect, it } from "vitest"
import { BaseUrl, InvalidSettings } from "../../src/index.ts"
import { layerHttp } from "../../src/http.ts"
import { layerConfig, layerUndici, redisStore } from "../../src/node/index.ts"
import { createXingtu as overUndici } from "../../src/promise.node.ts"
import { compareEnvironments, createXingtu } from "../../src/promise.ts"

const token = "the-secret-token"

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error
  }
}

/** The ports that the `fetch` of Node does not open, as it lists them itself. */
const { badPorts }: { readonly badPorts: ReadonlyArray<string> } = createRequire(import.meta.url)(
  createRequire(import.meta.url)
    .resolve("undici")
    .replace("index.js", "lib/web/fetch/constants.js")
)

const addresses: ReadonlyArray<readonly [baseUrl: string, en: string]> = [
  ["http://localhost:0", "a port that does not exist"],
  ["http://localhost:65536", "a port that does not exist"],
  ["https://localhost:99999999999999999999", "a port that does not exist"],
  ["http://127.0.0.1:6000", "a port that is never opened"],
  ["https://example.com:22/api", "a port that is never opened"],
  ["http://localhost:06000", "a port that is never opened"],
  ["http://localhost:abc", "an address such as https://example.com"],
  ["http://localhost:-1", "an address such as https://example.com"],
  ["http://localhost:", "an address such as https://example.com"],
  ["https://exa mple.com", "an address such as https://example.com"],
  ["https://example.com/a b", "an address such as https://example.com"],
  ["https://example.com/\u4e2d", "an address such as https://example.com"],
  ["https://exam\nple.com", "an address such as https://example.com"],
  ["https://example.com\u0000", "an address such as https://example.com"],
  ["https://user:password@example.com", "an address such as https://example.com"],
  ["https://example.com?token=1", "an address such as https://example.com"],
  ["https://example.com/#a", "an address such as https://example.com"],
  ["https://", "an address such as https://example.com"],
  ["https:///path", "an address such as https://example.com"],
  ["https://.", "an address such as https://example.com"],
  ["https://a..b", "an address such as https://example.com"],
  ["https://a%b", "an address such as https://example.com"],
  ["https://a<b", "an address such as https://example.com"],
  ["https://a\\b", "an address such as https://example.com"],
  ["https://256.1.1.1", "an address such as https://example.com"],
  ["https://1.2.3.4.5", "an address such as https://example.com"],
  ["https://[::1", "an address such as https://example.com"],
  ["https://[:::1]", "an address such as https://example.com"],
  ["https://[1.2]", "an address such as https://example.com"],
  ["ftp://example.com", "an address such as https://example.com"],
  ["api.justoneapi.com", "Did you mean https://api.justoneapi.com?"],
  ["localhost:4100", "starts with http:// or https://"],
  ["127.0.0.1:4100/v1", "starts with http:// or https://"],
  ["//example.com", "starts with http:// or https://"],
  ["https:/example.com", "starts with http:// or https://"],
  ["Global", "Did you mean global?"],
  ["glboal", "Did you mean global?"],
  ["CN", "Did you mean cn?"]
]

const tokens: ReadonlyArray<readonly [token: string, en: string]> = [
  ["", "A token of Just One API is required"],
  [" \n", "A token of Just One API is required"],
  ["${JUSTONEAPI_TOKEN}", "The placeholder was not replaced"],
  ["$JUSTONEAPI_TOKEN", "The placeholder was not replaced"],
  ["%JUSTONEAPI_TOKEN%", "The placeholder was not replaced"],
  ["abc\u0000def12345", "characters that no token has"],
  ["abcdefgh\nijklmnop", "characters that no token has"],
  ["abcdefgh\tijklmnop", "characters that no token has"],
  ["abcdefgh\u00a0ijkl", "characters that no token has"],
  ["\u4ee4\u724c12345678", "characters that no token has"],
  ["\u201cabcdefgh\u201d", "characters that no token has"],
  ["abcdefgh\u200b", "characters that no token has"],
  ["abcdefgh\ud800", "characters that no token has"],
  ["x".repeat(5_000), "too long"]
]

const built = (layer: Layer.Layer<never, unknown> | Layer.Layer<unknown, unknown>) =>
  Effect.runPromise(Effect.result(Effect.scoped(Layer.build(layer)))).then((result) =>
    Result.isFailure(result) ? result.failure : undefined
  )

const environment = (env: Record<string, string>) =>
  built(
    layerConfig().pipe(
      Layer.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env: { JUSTONEAPI_TOKEN: token, ...env } })))
    )
  )

const refusal = (setting: string, en: string) => ({
  _tag: "InvalidSettings",
  charged: "no",
  problems: [{ setting, problem: { en: expect.stringContaining(en), zh: expect.stringMatching(/[\u4e00-\u9fff]/) } }]
})

describe("an address that cannot work is refused at the start", () => {
  it.each(addresses)("%j: %s", async (baseUrl, en) => {
    for (const create of [createXingtu, overUndici])
      expect(thrownBy(() => create({ token, baseUrl }))).toMatchObject(refusal("baseUrl", en))
    const given = { baseUrl, token: Redacted.make(token) }
    expect(await built(layerUndici(given))).toMatchObject(refusal("baseUrl", en))
    const overHttp = layerHttp(given).pipe(Layer.provide(FetchHttpClient.layer))
    expect(await built(overHttp)).toMatchObject(refusal("baseUrl", en))
    expect(await environment({ JUSTONEAPI_BASE_URL: baseUrl })).toMatchObject(refusal("JUSTONEAPI_BASE_URL", en))
    const baseUrls = { global: "https://example.com", cn: baseUrl }
    const compared = thrownBy(() => compareEnvironments({ token, baseUrls, endpoint: "spreadMetrics" } as never))
    expect(compared).toMatchObject(refusal("baseUrls.cn", en))
  })

  it("every port that fetch does not open", () => {
    expect(badPorts.length).toBeGreaterThan(80)
    const open = badPorts.filter((port) => Result.isSuccess(BaseUrl.parse(`https://example.com:${port}`)))
    expect(open).toEqual([])
  })

  it("whatever passes is an address for fetch as well", () => {
    for (const text of [
      "global",
      "cn",
      " https://example.com/ ",
      "https://example.com.",
      "https://a_b.example.com:8443/v1",
      "https://\u4f8b\u5b50.\u4e2d\u56fd",
      "http://127.0.0.1:4100",
      "http://[::1]:4100",
      "http://[::ffff:1.2.3.4]",
      "http://localhost:65535",
      "http://47.117.133.51:30015",
      "HTTPS://EXAMPLE.COM/a/b-c_d~e/%E4%B8%AD"
    ]) {
      const parsed = Result.getOrThrow(BaseUrl.parse(text))
      expect([text, URL.canParse(parsed.url)]).toEqual([text, true])
    }
  })
})

describe("a token that cannot work is refused at the start, and not told", () => {
  it.each(tokens)("%j: %s", async (given, en) => {
    const missing = given.trim() === ""
    for (const create of [createXingtu, overUndici]) {
      const thrown = thrownBy(() => create({ token: given, baseUrl: "http://localhost" }))
      expect(thrown).toMatchObject(refusal("token", en))
      expect(JSON.stringify(thrown)).not.toContain(missing ? "nothing to tell" : given.trim())
    }
    const options = { baseUrl: "http://localhost", token: Redacted.make(given) }
    expect(await built(layerUndici(options))).toMatchObject(refusal("token", en))
    const overHttp = layerHttp(options).pipe(Layer.provide(FetchHttpClient.layer))
    expect(await built(overHttp)).toMatchObject(refusal("token", en))
    expect(await environment({ JUSTONEAPI_TOKEN: given })).toMatchObject(refusal("JUSTONEAPI_TOKEN", missing ? "" : en))
  })
})

it.each([
  [{ fetch: "fetch" }, "fetch", "Must be a function"],
  [{ fetch: null }, "fetch", "Must be a function"],
  [{ onWarning: "console" }, "onWarning", "Must be a function"],
  [{ transport: {} }, "transport", "Must be a transport"],
  [{ transport: { account: "a", baseUrl: "http://localhost", get: 1 } }, "transport", "Must be a transport"],
  [{ store: "xingtu.sqlite" }, "store", "Must be a store"],
  [{ store: {} }, "store", "Must be a store"],
  [{ token: 5 }, "token", "A token of Just One API is required"],
  [{ baseUrl: null }, "baseUrl", "an address such as https://example.com"],
  [{ baseUrl: "" }, "baseUrl", "an address such as https://example.com"],
  [{ concurrency: 0.5 }, "concurrency", "Must be a whole number above 0"],
  [{ concurrency: 1.5 }, "concurrency", "Must be a whole number above 0"],
  [{ concurrency: NaN }, "concurrency", "Must be a whole number above 0"],
  [{ dailyBudget: 1.5 }, "dailyBudget", "Must be a whole number, 0 or more"],
  [{ dailyBudget: null }, "dailyBudget", "Must be a whole number, 0 or more"],
  [{ consumerBudgets: { a: null } }, "consumerBudgets.a", "Must be a whole number, 0 or more"],
  [{ consumerBudgets: { a: 0.5 } }, "consumerBudgets.a", "Must be a whole number, 0 or more"],
  [{ consumerBudgets: [] }, "consumerBudgets", "Must be an object"],
  [{ retries: 1.5 }, "retries", "Must be a whole number, 0 or more"],
  [{ atHand: -1 }, "atHand", "Must be a number, 0 or more"],
  [{ atHand: NaN }, "atHand", "Must be a number, 0 or more"],
  [{ unknownFor: -1 }, "unknownFor", "Must be a duration"],
  [{ unknownFor: NaN }, "unknownFor", "Must be a duration"],
  [{ deadline: -Infinity }, "deadline", "Must be a duration"],
  [{ attempt: "-5 seconds" }, "attempt", "Must be a duration"],
  [{ attempt: {} }, "attempt", "Must be a duration"],
  [{ attempt: [] }, "attempt", "Must be a duration"],
  [{ ttl: [] }, "ttl", "Must be an object"],
  [{ ttl: { creator: 0 } }, "ttl.creator", "Must be a duration"],
  [{ quotaDayZone: "" }, "quotaDayZone", "Must be a time zone"],
  [{ quotaDayZone: "+99:00" }, "quotaDayZone", "Must be a time zone"],
  [{ quotaDayZone: "+08:99" }, "quotaDayZone", "Must be a time zone"],
  [{ quotaDayZone: "Asia/Shanghai\n" }, "quotaDayZone", "Must be a time zone"]
])("an option of the Promise door that cannot work is refused at the start: %j", (given, setting, en) => {
  for (const create of [createXingtu, overUndici])
    expect(thrownBy(() => create({ token, baseUrl: "http://localhost", ...given } as never))).toMatchObject(
      refusal(setting, en)
    )
})

it.each([null, 5, "token", []])("options that are none are refused: %j", (options) => {
  expect(thrownBy(() => createXingtu(options as never))).toBeInstanceOf(InvalidSettings)
})

it.each([
  ["XINGTU_DAILY_BUDGET", ["-1", "1.5", "NaN", "Infinity", "1e400", "many"], "Must be a whole number, 0 or more."],
  ["XINGTU_REQUESTS_PER_SECOND", ["0", "-1", "NaN", "Infinity", "fast"], "Must be a number above 0."],
  ["XINGTU_CONCURRENCY", ["0", "-1", "0.5", "1.5", "NaN", "Infinity"], "Must be a whole number above 0."],
  ["XINGTU_RETRIES", ["-1", "1.5", "NaN", "Infinity"], "Must be a whole number, 0 or more."],
  ["XINGTU_ATTEMPT", ["0 seconds", "-1 second", "65", "NaN seconds"], "Must be a duration such as 65 seconds."],
  ["XINGTU_DEADLINE", ["0 seconds", "-1 second", "soon"], "Must be a duration such as 65 seconds."],
  ["XINGTU_QUOTA_ZONE", ["Mars", "+99:00", "+8"], "Must be a time zone such as Asia/Shanghai"],
  [
    "REDIS_URL",
    ["localhost:6379", "redis", "http://localhost:6379", "/tmp/redis.sock"],
    "does not start with redis:// or rediss://"
  ],
  [
    "REDIS_URL",
    ["redis://", "redis:///0", "redis://:secret@/0", "redis://ho st:6379", "redis://host:65536", "redis://host:abc"],
    "The address of Redis"
  ],
  ["REDIS_URL", ["redis://host:0"], "a port that does not exist"],
  ["REDIS_URL", ["redis://host:6379/zero", "redis://host/-1", "redis://host/1.5"], "is not a number"],
  ["REDIS_URL", ["redis://:%zz@127.0.0.1:6379"], "The address of Redis"]
] as const)("%s of %j is refused at the start", async (name, values, en) => {
  for (const value of values) {
    const failure = await environment({ [name]: value })
    expect({ value, failure }).toMatchObject({ value, failure: refusal(name, en) })
    expect(JSON.stringify(failure)).not.toContain("secret")
  }
})

it("an address of Redis that cannot be read is refused by the store itself", async () => {
  for (const url of ["redis://host:0", "redis://:%zz@127.0.0.1:6379", "host:6379", ""])
    expect({ url, failure: await built(redisStore(url)) }).toMatchObject({
      url,
      failure: { _tag: "StoreFailure", reason: expect.stringContaining("(REDIS_URL)") }
    })
})

it.each(["XINGTU_DAILY_BUDGET", "XINGTU_RETRIES", "XINGTU_STORE", "REDIS_URL", "JUSTONEAPI_BASE_URL"])(
  "an empty %s is as if it were not set",
  async (name) => {
    expect(await environment({ [name]: "" })).toBeUndefined()
  }
)
