import type { Words } from "@xingtu/core"

/** What a person typed or set and nobody understands; said without a trace, in the language they chose. */
export class UsageError extends Error {
  override readonly name = "UsageError"
  readonly words: Words

  constructor(words: Words, options?: ErrorOptions) {
    super(words.en, options)
    this.words = words
  }
}
