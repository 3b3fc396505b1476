import { noToken } from "@xingtu/testing"
import { expect, test } from "vitest"
import { search } from "./support/n8n.ts"
import { useSandbox } from "./support/sandbox.ts"

const { api, credentials } = useSandbox()

test("opening the list costs nothing: nothing is asked before two characters are typed", async () => {
  expect(await search(credentials())).toEqual({ results: [] })
  expect(await search(credentials(), "a ")).toEqual({ results: [] })
  expect(api().ledger().requests).toBe(0)
})

test("a search shows names with followers, pages on, and is paid once", async () => {
  const account = credentials()
  const first = await search(account, "测评")
  expect(first.results[0]).toMatchObject({ name: expect.stringMatching(/followers/), value: expect.stringMatching(/^\d{16,20}$/), url: expect.stringContaining("xingtu.cn") })
  const again = await search(account, "测评")
  expect(again).toEqual(first)
  expect(api().ledger()).toMatchObject({ requests: 1, charged: 1 })
  const second = await search(account, "测评", first.paginationToken as string)
  expect(second.paginationToken).toBeUndefined()
  expect(second.results.map(({ value }) => value)).not.toContain(first.results[0]?.value)
  expect(api().ledger().entries[1]?.params).toMatchObject({ keyword: "测评", page: "2" })
})

test("a failure is told in the list", async () => {
  api().faults([{ fault: { kind: "code", code: 601 } }])
  const account = credentials()
  const failed = await search(account, "测评").catch((error: unknown) => error)
  expect(failed).toMatchObject({ message: "The account's balance is used up (601)." })
  noToken({ failed }, account.token)
})
