/** What a person typed or set and nobody understands; said without a trace. */
export class UsageError extends Error {
  override readonly name = "UsageError"
}
