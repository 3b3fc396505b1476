import { scaled } from "../../util/amount.ts"
import { asNarrow, ok, type Parsed, wrong } from "./input.ts"

const amount = String.raw`(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*([%kw千万m亿]?)`
const span = new RegExp(String.raw`^${amount}\s*[-–~至]\s*${amount}$`, "i")

/** Reads `min-max`, both ends given; understands 1,000 and 10万-20万. No end is above `most`. */
export const spanParser =
  (most: number) =>
  (input: unknown): Parsed => {
    const found = Array.isArray(input) ? input.map(asNarrow).join("-") : asNarrow(input)
    const match = found === undefined ? null : span.exec(found)
    if (match === null) return wrong("Enter a range, such as 1000-2000.", "请提供范围，例如 1000-2000。")
    const [, low = "", lowScale = "", high = "", highScale = ""] = match
    if ((lowScale === "") !== (highScale === ""))
      return wrong("Give both ends their unit, such as 10%-20%.", "请为两端都写明单位，例如 10万-20万。")
    const [min, max] = [scaled(low, lowScale), scaled(high, highScale)]
    if (max > most) return wrong(`The range must not go above ${most}.`, `范围不能超过 ${most}。`)
    return min > max ? wrong("The range starts above its end.", "范围的下限大于上限。") : ok(`${min}-${max}`)
  }
