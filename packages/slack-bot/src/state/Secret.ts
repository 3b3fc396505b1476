import { Data, Redacted } from "effect"
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto"

/** A sealed text that does not open: another key, another owner, or changed bytes. */
export class Unreadable extends Data.TaggedError("Unreadable")<{ readonly message: string }> {}

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

/** AES-256-GCM. The owner is part of the seal: what was sealed for one workspace does not open for another. */
export const seal = (key: Redacted.Redacted<Buffer>, owner: string, text: string): string => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv("aes-256-gcm", Redacted.value(key), nonce).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()])
  return version + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64")
}

/** @throws {Unreadable} */
export const open = (key: Redacted.Redacted<Buffer>, owner: string, sealed: string): string => {
  try {
    const all = Buffer.from(sealed.slice(version.length), "base64")
    const decipher = createDecipheriv("aes-256-gcm", Redacted.value(key), all.subarray(0, nonceBytes), {
      authTagLength: tagBytes
    })
      .setAAD(Buffer.from(owner))
      .setAuthTag(all.subarray(nonceBytes, nonceBytes + tagBytes))
    return Buffer.concat([decipher.update(all.subarray(nonceBytes + tagBytes)), decipher.final()]).toString("utf8")
  } catch {
    throw new Unreadable({
      message: `The installation of ${owner} cannot be read with this key; install the app there again.`
    })
  }
}
