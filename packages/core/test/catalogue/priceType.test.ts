import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { catalogue, Endpoint, Table } from "../../src/adapter.ts"

const { kolPriceType } = catalogue.creatorSearch.params

const sent = (input: string) => Result.getOrUndefined(kolPriceType.parse(input))

describe("a type of price", () => {
  it.each([
    ["PRODUCT_PLACEMENT_VIDEO", ["placement", "Placement video", "植入视频", "VIDEO_21_60S", "video-21-60s", "21-60s"]],
    ["CUSTOM_VIDEO", ["custom", "Custom video", "定制视频", "VIDEO_OVER_60S", "60s+", "60 秒以上视频"]]
  ])("%s is understood by its name of today and those it had", (value, names) => {
    expect(names.map(sent)).toEqual(names.map(() => value))
  })

  it.each(["VIDEO_1_20S", "1-20s", "1-20 秒视频", "video of 1-20 s"])("%s is refused with the reason", (gone) => {
    const { en, zh } = Result.getOrThrow(Result.flip(kolPriceType.parse(gone)))
    expect(en).toMatch(/no longer sells videos of 1-20 s.*PRODUCT_PLACEMENT_VIDEO.*CUSTOM_VIDEO/)
    expect(zh).toMatch(/不再提供.*植入视频.*定制视频/)
  })

  it("asks the same question by each of its names, so that nothing is paid twice", () => {
    const key = (type: string) =>
      Result.getOrThrow(Endpoint.question(catalogue.creatorSearch, { kolPriceType: type })).key
    expect(key("VIDEO_21_60S")).toBe(key("植入视频"))
  })
})

it("no table, title or choice names a length that is no longer sold", () => {
  const shown = Object.values<Endpoint.Endpoint>(catalogue).flatMap((endpoint) => [
    ...Table.columns(endpoint).flatMap(({ title }) => [title.en, title.zh]),
    ...Endpoint.fields(endpoint).flatMap(({ choices }) =>
      choices.flatMap(({ value, words }) => [value, ...Object.values(words)])
    )
  ])
  expect(shown.filter((text) => /1[-_]20|21[-_]60|60 ?s\b|60 ?秒/i.test(text))).toEqual([])
})

it("search shows both prices and both CPMs", () => {
  expect(Table.columns(catalogue.creatorSearch).map(({ title }) => title.en)).toEqual(
    expect.arrayContaining(["Price, placement", "Price, custom", "Expected CPM, placement", "Expected CPM, custom"])
  )
})
