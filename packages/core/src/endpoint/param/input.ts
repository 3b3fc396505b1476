import { Result } from "effect"
import type { Words } from "../../util/Words.ts"
import * as W from "../../util/Words.ts"

/** What is sent, or what is wrong with the input. */
export type Parsed = Result.Result<string, Words>

export const ok = (sent: string): Parsed => Result.succeed(sent)
export const wrong = (en: string, zh: string): Parsed => Result.fail(W.make(en, zh))

/** Blanks of every width and zero-width marks around what people paste. */
const blanks = /^[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff']+|[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+$/g

/** Without the blanks around it. */
export const trimmed = (text: string): string => text.replace(blanks, "")

/** The input as a text, or undefined where it is none. */
export const asText = (input: unknown): string | undefined =>
  typeof input === "string"
    ? trimmed(input)
    : typeof input === "number" || typeof input === "bigint"
      ? String(input)
      : undefined

/** The same where digits and signs count: those of a Chinese keyboard are wide. */
export const asNarrow = (input: unknown): string | undefined => asText(input)?.normalize("NFKC")
