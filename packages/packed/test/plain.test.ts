import { runInNewContext } from "node:vm"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"
import { expect, it } from "vitest"

const core = (path: string) => fileURLToPath(new URL(`../../core/src/${path}`, import.meta.url))

/** A decision is worked out where there is nothing: no timers, no console, no modules. */
const program = `
const list = Array.from({ length: 200 }, (_, i) => ({
  id: "c" + i,
  category: "k" + (i % 5),
  medianPlays: 1000 * i,
  offers: [{ kind: "placement", price: 1000 + 37 * i, expectedPlays: 20000 + ((i * 7919) % 90000) }]
}))
const ranking = decide.rank(list, { goal: "reach" })
const plan = decide.allocate(list, { budget: 200000, maxCreators: 30, perCategory: 8 })
JSON.stringify([ranking._tag, ranking.rows.length, plan._tag, plan.exact, plan.cost <= 200000])
`

it("a list is ranked and a budget spent by ES2020 alone, as Apps Script runs it", async () => {
  const bundle = await rolldown({
    input: "decide",
    platform: "neutral",
    transform: { target: "es2020" },
    plugins: [
      {
        name: "decide",
        resolveId: (id) => (id === "decide" ? "\0decide" : null),
        load: (id) =>
          id === "\0decide"
            ? `export { rank } from ${JSON.stringify(core("ranking/rank.ts"))}
               export { allocate } from ${JSON.stringify(core("allocation/allocate.ts"))}`
            : null
      }
    ]
  })
  const {
    output: [{ code, imports }]
  } = await bundle.generate({ format: "iife", name: "decide" })
  await bundle.close()
  expect(imports).toEqual([])
  expect(JSON.parse(runInNewContext(`${code}\n${program}`, Object.create(null)))).toEqual([
    "Ranked",
    200,
    "Allocated",
    true,
    true
  ])
})
