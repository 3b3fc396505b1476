import { Redacted } from "effect"
import { randomBytes } from "node:crypto"
import { describe, expect, test } from "vitest"
import * as Secret from "../src/state/Secret.ts"

describe("a seal", () => {
  const key = Redacted.make(randomBytes(32))

  test("opens with its key for its owner, and not otherwise", () => {
    const text = '{"token":"xoxb-1","名":"人"}'
    const closed = Secret.seal(key, "T1", text)
    expect(Secret.open(key, "T1", closed)).toBe(text)
    expect(Secret.seal(key, "T1", text)).not.toBe(closed)
    const changed = closed.slice(0, -4) + (closed.endsWith("AAA=") ? "BBB=" : "AAA=")
    for (const [k, owner, one] of [
      [key, "T2", closed],
      [Redacted.make(randomBytes(32)), "T1", closed],
      [key, "T1", changed],
      [key, "T1", "v1."]
    ] as const) {
      expect(() => Secret.open(k, owner, one)).toThrow(Secret.Unreadable)
    }
  })

  test("key is 32 bytes, in hexadecimal or Base64", () => {
    const bytes = randomBytes(32)
    expect(Secret.keyOf(Redacted.make(bytes.toString("hex")))).toBeDefined()
    expect(Secret.keyOf(Redacted.make(`${bytes.toString("base64")}\n`))).toBeDefined()
    for (const short of ["", "secret", bytes.toString("hex").slice(2)])
      expect(Secret.keyOf(Redacted.make(short))).toBeUndefined()
  })
})
