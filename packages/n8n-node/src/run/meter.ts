// What a run of a node pays for, and the most it may pay for.
import * as Core from "@xingtu/core/adapter"

export { type Meter, newMeter } from "@xingtu/core/adapter"

const reached = (most: number) => ({
  happened: {
    en: `This run reached its limit of ${most} paid ${most === 1 ? "call" : "calls"}.`,
    zh: `本次运行最多计费 ${most} 次，已达上限。`
  },
  advice: {
    en: "Raise Options > Max Paid Calls and run again: results already paid for are cached and free.",
    zh: "请提高“Options > Max Paid Calls”后再次运行：已计费的结果已缓存，不再计费。"
  }
})

/** The client, with every call counted, and none paid for beyond the most a run may pay for. */
export const metered = (xingtu: Core.Xingtu["Service"], meter: Core.Meter, most: number): Core.Xingtu["Service"] =>
  Core.metered(xingtu, meter, most, reached(most))

const calls = (n: number) => `${n} ${n === 1 ? "call" : "calls"}`

/** What a run paid for, in a sentence or two; empty when that is nothing. */
export const billOf = ({ charged, unknown }: Core.Meter): string =>
  [
    ...(charged === 0 ? [] : [`This run paid for ${calls(charged)}.`]),
    ...(unknown === 0 ? [] : [`${calls(unknown)} may have been charged.`])
  ].join(" ")
