/** Charts as Apps Script builds them. Like the facade, its text is evaluated inside the script's own context. */
export const charts = () => {
  const types = ["LINE", "COLUMN", "BAR", "AREA", "SCATTER", "PIE"]

  /** Nothing is drawn before it is inserted or updated. */
  const builder = (of) => {
    const change = (next) => builder({ ...of, ...next })
    return {
      setChartType: (type) => {
        if (!types.includes(type)) throw new Error("Invalid argument: type")
        return change({ type })
      },
      addRange: (added) => change({ ranges: [...of.ranges, added.area] }),
      clearRanges: () => change({ ranges: [] }),
      setNumHeaders: (headers) => change({ options: { ...of.options, headers } }),
      setOption: (name, value) => change({ options: { ...of.options, [name]: value } }),
      setPosition: (row, at, x, y) => {
        if (row < 1 || at < 1) throw new Error("The coordinates are outside the dimensions of the sheet.")
        return change({ at: [row, at, x, y] })
      },
      build: () => chart(of)
    }
  }

  const chart = (of) => ({
    getChartId: () => of.id ?? null,
    getOptions: () => ({ get: (name) => of.options[name] ?? null }),
    modify: () => builder(of),
    drawn: of
  })

  return {
    types: Object.fromEntries(types.map((type) => [type, type])),
    /** What a sheet can do with charts. */
    of: (ask, handle, range) => ({
      newChart: () => builder({ type: "COLUMN", ranges: [], options: {}, at: [1, 1, 0, 0] }),
      getCharts: () =>
        ask("grid.charts", handle).map((one) => ({ ...chart(one), getRanges: () => one.ranges.map(range) })),
      insertChart: ({ drawn }) => ask("grid.draw", handle, { ...drawn, id: undefined }),
      updateChart: ({ drawn }) => ask("grid.draw", handle, drawn),
      removeChart: ({ drawn }) => ask("grid.undraw", handle, drawn.id)
    })
  }
}
