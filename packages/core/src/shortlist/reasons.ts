import { make, type Words } from "../util/Words.ts"
import type { Criterion } from "./Brief.ts"
import { against, count, percent, yuan } from "./figures.ts"
import type { Compared, Part } from "./Ranking.ts"

/** What each criterion is called. */
export const criterionWords: Readonly<Record<Criterion, Words>> = {
  cpm: make("CPM", "CPM"),
  cpe: make("CPE", "CPE"),
  plays: make("Typical plays", "播放量中位数"),
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

const stable = (value: Words, { with: source, median }: Compared, raw: number): Words => {
  if (source === "peers") return make("Plays are steady", "播放稳定")
  const off = against(raw, median)
  return make(`Plays vary by ${value.en} around their median${off.en}`, `播放量围绕中位数波动 ${value.zh}${off.zh}`)
}

/** A part of a score as a sentence: "CPM 41.20 CNY, 28 % under the list's median". */
export const reasonOf = ({ compared, criterion, value }: Pick<Part, "compared" | "criterion" | "value">): Words => {
  const figure = values[criterion](value)
  const peers = beaten(compared)
  if (criterion === "steadiness") {
    const words = stable(figure, compared, value)
    return make(words.en + peers.en, words.zh + peers.zh)
  }
  const name = criterionWords[criterion]
  const off = against(value, compared.median)
  return make(`${name.en} ${figure.en}${off.en}${peers.en}`, `${name.zh} ${figure.zh}${off.zh}${peers.zh}`)
}
