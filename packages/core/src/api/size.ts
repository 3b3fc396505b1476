import { NoReply } from "./noReply.ts"

/** No real response comes near it; without a bound, a single one could end the process that reads it. */
export const largestBody = 16 * 1024 * 1024

/** The response was cut off: what it says is unknown, and it may have been charged. */
export const tooLarge = (): NoReply =>
  new NoReply({ outcome: "cut", reason: `more than ${largestBody / 1024 / 1024} MB came back` })
