import { Result } from "effect"
import { expect, test } from "vitest"
import { catalogue } from "../../src/catalogue/catalogue.ts"
import { chooseTools, usualTools } from "../../src/agent/tools.ts"
import { caller } from "../support/caller.ts"

const named = (names: ReadonlyArray<string>) => Result.getOrThrow(chooseTools(names)).map(({ name }) => name)

test("tools are chosen by their names, with or without what they all begin with", () => {
  expect(named(["report", "xingtu_rank"])).toEqual(["xingtu_report", "xingtu_rank"])
  expect(named(["all"])).toHaveLength(usualTools.length + Object.keys(catalogue).length)
})

test("a tool that was probably meant is named, in both languages", () => {
  const wrong = chooseTools(["report", "serach_creators"])
  expect(wrong).toMatchObject({
    failure: {
      en: expect.stringContaining('Unknown tool "serach_creators". Did you mean search_creators?'),
      zh: expect.stringContaining("search_creators")
    }
  })
  expect(chooseTools(["report", "all"])).toMatchObject({
    failure: { en: expect.stringContaining('Unknown tool "all".') }
  })
})

test("every name is unique, and as long as clients have room for", () => {
  const names = named(["all"])
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^xingtu_[a-z_]{1,22}$/)
})

test.each([
  ["report", { idz: 1 }, "Invalid input. idz: Unknown parameter. ids: Required."],
  ["rank", { ids: ["1"], goal: "fame" }, 'Invalid input. goal: Expected "reach" | "engagement" | "sales".'],
  ["search_creators", { page: -1 }, "Invalid input. page: Expected a value between 0 and 1000."]
])("%s with %j is refused by the names of its parameters", (name, input, said) => {
  const [tool] = Result.getOrThrow(chooseTools([name]))
  expect(tool?.prepare(input, caller)).toMatchObject({ failure: { happened: said, charged: "no" } })
})
