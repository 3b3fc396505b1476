import { Redacted } from "effect"
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"

const bytes = 32
const nonceBytes = 12
const tagBytes = 16
const version = "v1."

/** A key as people write it down: 64 hexadecimal digits, or 32 bytes in Base64. */
export const keyOf = (text: Redacted.Redacted): Redacted.Redacted<Buffer> | undefined => {
  const written = Redacted.value(text).trim()
  const key = /^[0-9a-f]{64}$/i.test(written) ? Buffer.from(written, "hex") : Buffer.from(written, "base64")
  return key.length === bytes ? Redacted.make(key) : undefined
}

/** The key that seals, then those that were used before it and still open. */
export type Keys = readonly [Redacted.Redacted<Buffer>, ...ReadonlyArray<Redacted.Redacted<Buffer>>]

/** Several keys, separated by commas; undefined when one of them is none. */
export const keysOf = (text: Redacted.Redacted): Keys | undefined => {
  const keys = Redacted.value(text)
    .split(/[\s,]+/)
    .filter((one) => one !== "")
    .map((one) => keyOf(Redacted.make(one)))
  const [first, ...others] = keys.flatMap((key) => key ?? [])
  return first === undefined || others.length + 1 < keys.length ? undefined : [first, ...others]
}

/** AES-256-GCM. The owner is part of the seal: what was sealed for one workspace does not open for another. */
export const seal = (key: Redacted.Redacted<Buffer>, owner: string, text: string): string => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv("aes-256-gcm", Redacted.value(key), nonce).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()])
  return version + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64")
}

const opened = (key: Redacted.Redacted<Buffer>, owner: string, sealed: string): string | undefined => {
  try {
    const all = Buffer.from(sealed.slice(version.length), "base64")
    const decipher = createDecipheriv("aes-256-gcm", Redacted.value(key), all.subarray(0, nonceBytes), {
      authTagLength: tagBytes
    })
      .setAAD(Buffer.from(owner))
      .setAuthTag(all.subarray(nonceBytes, nonceBytes + tagBytes))
    return Buffer.concat([decipher.update(all.subarray(nonceBytes + tagBytes)), decipher.final()]).toString("utf8")
  } catch {
    return undefined
  }
}

/** The text, and whether an older key had sealed it; undefined when no key opens it. */
export const open = (
  keys: Keys,
  owner: string,
  sealed: string
): { readonly text: string; readonly old: boolean } | undefined => {
  for (const [at, key] of keys.entries()) {
    const text = opened(key, owner, sealed)
    if (text !== undefined) return { text, old: at > 0 }
  }
  return undefined
}
