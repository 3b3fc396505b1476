/** What stands behind the digits of a number, in Latin and Chinese letters. */
const scales: Readonly<Record<string, number>> = { k: 1e3, 千: 1e3, w: 1e4, 万: 1e4, m: 1e6, 百万: 1e6, 亿: 1e8 }

const times = (digits: string, scale: string): number =>
  Number(digits.replaceAll(",", "")) * (scale === "%" ? 0.01 : (scales[scale.toLowerCase()] ?? 1))

/** Digits, grouped or not, with what stands behind them, `%` too; without the dust of binary fractions. */
export const scaled = (digits: string, scale: string): number => Number(times(digits, scale).toPrecision(12))

const one =
  /^(?:¥|cny|rmb|人民币)?(\d[\d,]*(?:\.\d+)?)(百万|[kwm千万亿])?(?:元|块|粉|粉丝|人|次|cny|rmb|yuan|人民币)?$/i

/** A number as people write it: 500k, 50w, 50万, 1,000,000, ¥5000, 3千元. Undefined when it is none. */
export const amountIn = (typed: string): number | undefined => {
  const [, digits = "", scale = ""] = one.exec(typed.normalize("NFKC").trim()) ?? []
  const value = times(digits, scale)
  return digits === "" || !Number.isFinite(value) ? undefined : Math.round(value * 100) / 100
}
