import { Redacted } from "effect"
import { randomBytes } from "node:crypto"
import { describe, expect, test } from "vitest"
import * as Secret from "../src/state/Secret.ts"

describe("a seal", () => {
  const key = Redacted.make(randomBytes(32))

  test("opens with its key for its owner, and not otherwise", () => {
    const text = '{"token":"xoxb-1","名":"人"}'
    const closed = Secret.seal(key, "T1", text)
    expect(Secret.open([key], "T1", closed)).toEqual({ text, old: false })
    expect(Secret.seal(key, "T1", text)).not.toBe(closed)
    const changed = closed.slice(0, -4) + (closed.endsWith("AAA=") ? "BBB=" : "AAA=")
    for (const [k, owner, one] of [
      [key, "T2", closed],
      [Redacted.make(randomBytes(32)), "T1", closed],
      [key, "T1", changed],
      [key, "T1", "v1."]
    ] as const) {
      expect(Secret.open([k], owner, one)).toBeUndefined()
    }
  })

  test("opens with keys from before, which say so", () => {
    const closed = Secret.seal(key, "T1", "text")
    expect(Secret.open([Redacted.make(randomBytes(32)), key], "T1", closed)).toEqual({ text: "text", old: true })
  })

  test("several keys stand with commas between, and a wrong one is refused", () => {
    const [a, b] = [randomBytes(32).toString("hex"), randomBytes(32).toString("base64")]
    const keys = Secret.keysOf(Redacted.make(`${a}, ${b}`))
    expect(keys?.map((one) => Redacted.value(one).toString("hex"))).toEqual([
      a,
      Buffer.from(b, "base64").toString("hex")
    ])
    for (const wrong of ["", " , ", `${a},short`]) expect(Secret.keysOf(Redacted.make(wrong))).toBeUndefined()
  })

  test("key is 32 bytes, in hexadecimal or Base64", () => {
    const bytes = randomBytes(32)
    expect(Secret.keyOf(Redacted.make(bytes.toString("hex")))).toBeDefined()
    expect(Secret.keyOf(Redacted.make(`${bytes.toString("base64")}\n`))).toBeDefined()
    for (const short of ["", "secret", bytes.toString("hex").slice(2)])
      expect(Secret.keyOf(Redacted.make(short))).toBeUndefined()
  })
})
