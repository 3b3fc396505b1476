import { noToken } from "@xingtu/testing"
import { expect, test } from "vitest"
import { search } from "../support/n8n.ts"
import { useSandbox } from "../support/sandbox.ts"

const { api, credentials } = useSandbox()

test("opening the list costs nothing: nothing is asked before two characters are typed", async () => {
  expect(await search(credentials())).toEqual({ results: [] })
  expect(await search(credentials(), "a ")).toEqual({ results: [] })
  expect(api().ledger().requests).toBe(0)
})

test("a search shows names with followers, pages on, and is paid once", async () => {
  const account = credentials()
  const first = await search(account, "测评")
  expect(first.results[0]).toMatchObject({
    name: expect.stringMatching(/followers/),
    value: expect.stringMatching(/^\d{16,20}$/),
    url: expect.stringContaining("xingtu.cn")
  })
  const again = await search(account, "测评")
  expect(again).toEqual(first)
  expect(api().ledger()).toMatchObject({ requests: 1, charged: 1 })
  const second = await search(account, "测评", first.paginationToken as string)
  let last = second
  while (last.paginationToken !== undefined) last = await search(account, "测评", last.paginationToken as string)
  expect(api().ledger().requests).toBe(api().ledger().charged)
  expect(second.results.map(({ value }) => value)).not.toContain(first.results[0]?.value)
  expect(api().ledger().entries[1]?.params).toMatchObject({ keyword: "测评", page: "2" })
})

test("what is typed on the way to a name is not paid for, nor asked again on the way back", async () => {
  const account = credentials()
  // n8n asks at each pause; an input method for Chinese lets it see the letters, too.
  const [first, second, name] = await Promise.all(["ce", "ce ping", "测评"].map((typed) => search(account, typed)))
  expect(name?.results.length).toBeGreaterThan(0)
  expect(
    api()
      .ledger()
      .entries.map(({ params }) => params["keyword"])
  ).toEqual(["测评"])
  // Without rows but not at its end: n8n asks again when the word stands in the field once more.
  expect([first, second]).toEqual([
    { results: [], paginationToken: "1" },
    { results: [], paginationToken: "1" }
  ])
  await Promise.all([search(account, "ce ping", "1"), search(account, "ce", "1")])
  expect(
    api()
      .ledger()
      .entries.map(({ params }) => params["keyword"])
  ).toEqual(["测评", "ce"])
})

test("people at different nodes do not take each other's lists away", async () => {
  const account = credentials()
  const lists = await Promise.all([
    search(account, "测评", undefined, { operation: "creatorProfile" }),
    search(account, "小饭桌", undefined, { operation: "spreadMetrics" })
  ])
  expect(lists.map(({ results }) => results.length > 0)).toEqual([true, true])
})

test("a failure is told in the list", async () => {
  api().faults([{ fault: { kind: "code", code: 601 } }])
  const account = credentials()
  const failed = await search(account, "测评").catch((error: unknown) => error)
  expect(failed).toMatchObject({ message: "The account's balance is used up (601)." })
  noToken({ failed }, account.token)
})
