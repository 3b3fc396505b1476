/** Conditional formats as Apps Script builds them. Like the facade, its text is evaluated inside the script's own context. */
export const rules = () => {
  const color = (value) => {
    if (!/^#[0-9a-f]{6}$/i.test(value)) throw new Error(`Invalid argument: color ${value}`)
    return value
  }

  const rule = (of) => ({
    getRanges: () => of.ranges,
    getBooleanCondition: () => of.when ?? null,
    getGradientCondition: () => of.gradient ?? null,
    built: { ...of, ranges: of.ranges.map(({ area }) => area) }
  })

  const builder = (of = { ranges: [] }) => {
    const change = (next) => builder({ ...of, ...next })
    const when =
      (type) =>
      (...values) =>
        change({ when: { type, values } })
    return {
      setRanges: (ranges) => change({ ranges }),
      whenNumberGreaterThan: when("NUMBER_GREATER_THAN"),
      whenNumberLessThan: when("NUMBER_LESS_THAN"),
      whenFormulaSatisfied: when("CUSTOM_FORMULA"),
      setBackground: (value) => change({ background: color(value) }),
      setFontColor: (value) => change({ font: color(value) }),
      setGradientMinpoint: (value) => change({ gradient: { ...of.gradient, min: color(value) } }),
      setGradientMidpointWithValue: (value, type, at) =>
        change({ gradient: { ...of.gradient, mid: color(value), type, at } }),
      setGradientMaxpoint: (value) => change({ gradient: { ...of.gradient, max: color(value) } }),
      build: () => {
        if (of.ranges.length === 0) throw new Error("Conditional format rules must have a range.")
        if ((of.when === undefined) === (of.gradient === undefined))
          throw new Error("A conditional format rule has either a condition or a gradient.")
        return rule(of)
      }
    }
  }

  return {
    types: { MIN: "MIN", MAX: "MAX", NUMBER: "NUMBER", PERCENT: "PERCENT", PERCENTILE: "PERCENTILE" },
    builder: () => builder(),
    /** What a sheet can do with them. */
    of: (ask, handle, range) => ({
      setConditionalFormatRules: (all) => {
        for (const { built } of all)
          if (built.ranges.some(({ sheet }) => sheet !== handle))
            throw new Error("Conditional format rules cannot reference a different sheet.")
        ask(
          "grid.setRules",
          handle,
          all.map(({ built }) => built)
        )
      },
      getConditionalFormatRules: () =>
        ask("grid.rules", handle).map((built) => rule({ ...built, ranges: built.ranges.map(range) }))
    })
  }
}
