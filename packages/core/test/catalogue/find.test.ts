import { Result } from "effect"
import { expect, it } from "vitest"
import { catalogue, Endpoint, find } from "../../src/adapter.ts"

const found = (typed: string) => Result.getOrUndefined(find(typed))?.id
const meant = (typed: string) =>
  Result.match(find(typed), { onSuccess: () => undefined, onFailure: (failure) => failure.meant?.id })

it("finds every endpoint by every name it has", () => {
  for (const endpoint of Object.values<Endpoint.Endpoint>(catalogue)) {
    const { id, title, aliases = [], formerly = [] } = endpoint
    const names = [
      id,
      Endpoint.kebab(id),
      Endpoint.formula(endpoint),
      `=${Endpoint.formula(endpoint)}`,
      id.toUpperCase(),
      title.en,
      title.zh,
      ` ${title.en.toUpperCase()} `,
      ...aliases,
      ...formerly
    ]
    expect(names.map(found)).toEqual(names.map(() => id))
  }
})

it("says which one was probably meant", () => {
  expect(meant("spred-metrics")).toBe("spreadMetrics")
  expect(meant("creatorprofil")).toBe("creatorProfile")
  expect(meant("saerch")).toBe("creatorSearch")
  expect(Result.getOrThrow(Result.flip(find("spred-metrics"))).happened).toEqual({
    en: "Unknown endpoint; did you mean spread-metrics?",
    zh: "未知接口，您是否想使用传播表现（spread-metrics）？"
  })
})

it("guesses nothing when nothing is near", () => {
  expect(meant("完全不同的东西完全不同的东西")).toBeUndefined()
  expect(meant("")).toBeUndefined()
})
