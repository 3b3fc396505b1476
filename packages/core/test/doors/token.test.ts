import { Effect, Redacted } from "effect"
import { describe, expect, it } from "vitest"
import { Transport } from "../../src/adapter.ts"

const body = `{"code":0,"data":{"newest":"latest"},"message":"for 0123456789abcdef"}`

/** What a transport hands on when the server answers with this body. */
const handedOn = (token: string) =>
  Effect.runPromise(
    Transport.make({
      baseUrl: "http://127.0.0.1",
      token: Redacted.make(token),
      send: () => Effect.succeed({ status: 200, body })
    }).get({ path: "/", query: {}, timeoutMs: 1000 })
  )

describe("a token in an answer", () => {
  it("is taken out", async () => {
    expect((await handedOn("0123456789abcdef")).body).toBe(body.replace("0123456789abcdef", "***"))
  })

  it("is taken out where an address or JSON spells it differently", () => {
    const token = 'a/+b=&"<令牌>0'
    for (const spelt of [
      token,
      encodeURIComponent(token),
      encodeURIComponent(token).toLowerCase(),
      JSON.stringify(token).slice(1, -1)
    ]) {
      expect(Transport.without(token)(`<${spelt}>`)).toBe("<***>")
    }
  })

  it("is left alone when it is a stand-in, whose letters stand everywhere", async () => {
    expect((await handedOn("test")).body).toBe(body)
    expect((await handedOn("")).body).toBe(body)
  })
})
