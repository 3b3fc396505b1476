import { make, type Words } from "../util/Words.ts"
import type { Criterion } from "./Brief.ts"
import { against, count, percent, yuan } from "../candidates/figures.ts"
import type { Compared, Part } from "./Ranking.ts"

/** The names of the criteria in both languages. */
export const criterionWords: Readonly<Record<Criterion, Words>> = {
  cpm: make("CPM", "CPM"),
  cpe: make("CPE", "CPE"),
  plays: make("Median plays", "播放量中位数"),
  steadiness: make("Steadiness of plays", "播放稳定性"),
  interaction: make("Interaction rate", "互动率"),
  completion: make("Completion rate", "完播率"),
  conversion: make("Conversion score", "转化指数"),
  orders: make("Orders", "订单数"),
  audience: make("Audience match", "受众匹配度")
}

const values: Readonly<Record<Criterion, (value: number) => Words>> = {
  cpm: yuan,
  cpe: yuan,
  plays: (value) => make(count(value), count(value)),
  steadiness: percent,
  interaction: percent,
  completion: percent,
  conversion: (value) => make(value.toFixed(1), value.toFixed(1)),
  orders: (value) => make(count(value), count(value)),
  audience: percent
}

const beaten = ({ beats }: Compared): Words => {
  if (beats === undefined) return make("", "")
  const share = percent(beats)
  return make(`, beats ${share.en} of comparable creators`, `，超过 ${share.zh} 的同类达人`)
}

/** A part of a score as a sentence: "CPM 41.20 CNY, 28 % under the list's median". */
export const reasonOf = ({ compared, criterion, value }: Pick<Part, "compared" | "criterion" | "value">): Words => {
  const name = criterionWords[criterion]
  // Then the share it beats is the figure itself.
  if (compared.with === "peers") {
    const share = percent(value)
    return make(`${name.en} beats ${share.en} of comparable creators`, `${name.zh}超过 ${share.zh} 的同类达人`)
  }
  const figure = values[criterion](value)
  const off = against(value, compared.median)
  const peers = beaten(compared)
  if (criterion === "steadiness")
    return make(
      `Plays vary by ${figure.en} around their median${off.en}${peers.en}`,
      `播放量围绕中位数波动 ${figure.zh}${off.zh}${peers.zh}`
    )
  return make(`${name.en} ${figure.en}${off.en}${peers.en}`, `${name.zh} ${figure.zh}${off.zh}${peers.zh}`)
}
