import { afterAll, beforeAll, expect, test } from "vitest"
import { type Open, open } from "../support/document.ts"

/** What the sidebar's settings do not take: said at once, and nothing of it is kept. */

let opened: Open

beforeAll(async () => {
  opened = await open()
})

afterAll(() => opened.close())

interface Said {
  readonly value?: { readonly settings: object }
  readonly problem?: { readonly en: string; readonly zh: string }
}

const call = async (name: string, given: unknown) => (await opened.document.user("xingtuCall", name, given)) as Said

const good = {
  environment: "global",
  formulasPay: true,
  atOnce: 10,
  formulasDaily: 50,
  dailyLimit: 20,
  freshDays: 7,
  retries: 4,
  mail: true,
  lang: "en"
}

test.each([
  [{ environment: "http://127.0.0.1:6000" }, "a port that is never opened"],
  [{ environment: "http://localhost:0" }, "a port that does not exist"],
  [{ environment: "http://localhost:65536" }, "a port that does not exist"],
  [{ environment: "http://localhost:abc" }, "The base URL must be"],
  [{ environment: "https://" }, "The base URL must be"],
  [{ environment: "https://local host" }, "The base URL must be"],
  [{ environment: "api.justoneapi.com" }, "Did you mean https://api.justoneapi.com?"],
  [{ environment: "" }, "The base URL must be"],
  [{ dailyLimit: 1.5 }, "a whole number, 0 or more"],
  [{ dailyLimit: -1 }, "a whole number, 0 or more"],
  [{ dailyLimit: "20" }, "a whole number, 0 or more"],
  [{ formulasDaily: 0.5 }, "a whole number, 0 or more"],
  [{ formulasDaily: {} }, "a whole number, 0 or more"],
  [{ atOnce: 0 }, "a whole number, 1 or more"],
  [{ atOnce: "many" }, "a whole number, 1 or more"],
  [{ freshDays: -7 }, "a whole number, 1 or more"],
  [{ retries: 1.5 }, "a whole number, 0 or more"]
])("%j is refused with what to do, and the settings stay", async (wrong, told) => {
  expect((await call("saveSettings", good)).value?.settings).toEqual(good)
  const { problem, value } = await call("saveSettings", { ...good, ...wrong })
  expect(value).toBeUndefined()
  expect(problem?.en).toContain(told)
  expect(problem?.zh).toMatch(/[\u4e00-\u9fff]/)
  expect((await call("state", null)).value?.settings).toEqual(good)
})

test("what is larger than the add-on can do is brought down to it", async () => {
  const { value } = await call("saveSettings", { ...good, atOnce: 5_000, retries: 50, dailyLimit: null })
  expect(value?.settings).toMatchObject({ atOnce: 200, retries: 10, dailyLimit: null })
})

test.each([
  "",
  "abc",
  "abcd\nefgh1234",
  "\u4ee4\u724c12345678",
  "\u201cabcdefgh\u201d",
  "abcdefgh\u0000",
  "x".repeat(5_000)
])("a token of %j is refused and not kept", async (token) => {
  const { problem } = await call("saveToken", token)
  expect(problem?.en).toContain("isn't a valid token")
})
