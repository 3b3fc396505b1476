import { afterAll, beforeAll, expect, test } from "vitest"
import { type Open, open } from "../support/document.ts"

/** Questions that a document keeps, whatever is sent to it. */

let opened: Open

beforeAll(async () => {
  opened = await open()
})
afterAll(() => opened.close())

const call = (name: string, given: unknown) => opened.document.user("xingtuCall", name, given)

const question = { subject: "report", ids: "A1:A2", fields: "", options: {}, to: "" }

test("at most twenty, each of a bounded length, one of a name", async () => {
  for (let i = 0; i < 20; i++)
    expect(await call("saveQuery", { name: `Question ${i}`, question })).toHaveProperty("value")
  expect(await call("saveQuery", { name: "One more", question })).toMatchObject({
    problem: { en: expect.stringMatching(/up to 20.*Delete one/) }
  })
  expect(await call("saveQuery", { name: "Question 3", question: { ...question, ids: "B1:B2" } })).toMatchObject({
    value: {
      queries: expect.arrayContaining([expect.objectContaining({ question: { ...question, ids: "B1:B2" } })])
    }
  })
  for (const name of ["", "  ", "x".repeat(61), 7, null])
    expect(await call("saveQuery", { name, question })).toHaveProperty("problem")
  await call("deleteQuery", "Question 3")
  expect(await call("saveQuery", { name: "Long", question: { ...question, ids: "A".repeat(3_000) } })).toMatchObject({
    problem: { en: expect.stringMatching(/Too long/) }
  })
})

test("what was stored by somebody else is read as far as it is a question", async () => {
  await opened.document.ask("properties.set", "document", {
    queries: JSON.stringify([
      { name: "Good", question: { subject: "report", options: { a: 1, b: "2" } } },
      5,
      { name: 1 }
    ])
  })
  expect(await call("state", null)).toMatchObject({
    value: { queries: [{ name: "Good", question: { subject: "report", ids: "", options: { b: "2" } } }] }
  })
})

test("a sheet that is gone is no error of the add-on", async () => {
  expect(await call("open", "Gone")).toMatchObject({ problem: { en: 'The sheet "Gone" no longer exists.' } })
})
