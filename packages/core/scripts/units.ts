import type { Wire } from "../src/index.ts"

const units: Readonly<Record<Wire.Unit, string>> = {
  yuan: "yuan (CNY)",
  share: "share of 1, shown in %",
  seconds: "seconds",
  count: "count",
  time: "time, UTC in data, Asia/Shanghai in tables",
  date: "day",
  index: "score",
  plain: "unknown",
  id: "id",
  text: "text",
  flag: "yes or no",
  group: ""
}

/** The unit of a field, or of what is in its list. */
export const unitOf = (wire: Wire.Wire<unknown>): string => (wire.of === undefined ? units[wire.unit] : unitOf(wire.of))
