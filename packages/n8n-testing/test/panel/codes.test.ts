import { Failure } from "@xingtu/core"
import { noToken } from "@xingtu/testing"
import { expect, test } from "vitest"
import { run } from "../support/n8n.ts"
import { byId, creators, useSandbox } from "../support/sandbox.ts"

const { api, credentials } = useSandbox()

const each = { resource: "creator", operation: "spreadMetrics", creatorId: byId("={{ $json.id }}") }

/** A creator who is answered, and after them one who is answered with this code. */
const items = creators(2)

const answerSecondWith = (code: number) =>
  api().faults([
    {
      params: { oAuthorId: items[1]?.id ?? "" },
      fault: { kind: "code", code, message: "no luck with {token}", requestId: "req-1" }
    }
  ])

const all = Failure.codes.map(({ code, meaning }) => [code, meaning] as const)

test.for(all.filter(([, { stops }]) => stops !== true))("%s is the error of its item", async ([code, { happened }]) => {
  answerSecondWith(code)
  const account = credentials({ retries: 0 })
  const { error } = await run(account, each, { items })
  expect(error).toMatchObject({
    name: "NodeApiError",
    message: happened.en,
    context: { code, itemIndex: 1 },
    description: expect.stringContaining('Message from the API: "no luck with ***". Request ID: req-1.')
  })
  noToken({ error }, account.token)
})

test.for(all.filter(([, { stops }]) => stops === true))(
  "%s stops the run and keeps what was paid for",
  async ([code, { charged }]) => {
    answerSecondWith(code)
    const ended = await run(credentials({ retries: 0 }), each, { items })
    expect(ended.error).toBeUndefined()
    expect(ended.items).toHaveLength(2)
    expect(ended.items[1]).toMatchObject({ json: { code, charged, unansweredItems: [1] }, pairedItem: { item: 1 } })
  }
)

test.for(all)("%s is an item of its own when the workflow goes on", async ([code, { advice, charged, happened }]) => {
  answerSecondWith(code)
  const account = credentials({ retries: 0 })
  const ended = await run(account, each, { items, node: { onError: "continueRegularOutput" } })
  expect(ended.status).toBe("success")
  expect(ended.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }])
  expect(ended.items[1]?.json).toMatchObject({
    error: expect.stringContaining(happened.en),
    details: { code, charged, advice: advice.en }
  })
  noToken({ ended }, account.token)
})
