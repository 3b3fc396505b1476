import { Failure } from "@xingtu/core"
import { noToken } from "@xingtu/testing"
import { expect, test } from "vitest"
import { run } from "./support/n8n.ts"
import { byId, creators, useSandbox } from "./support/sandbox.ts"

const { api, credentials } = useSandbox()

const each = { resource: "creator", operation: "spreadMetrics", creatorId: byId("={{ $json.id }}") }

test.for(Failure.codes.map(({ code, meaning }) => [code, meaning] as const))("%s: an error of the item, or an item of its own when the workflow goes on", async ([code, meaning]) => {
  const [good, bad] = creators(2)
  api().faults([{ params: { oAuthorId: bad?.id ?? "" }, fault: { kind: "code", code, message: "no luck with {token}", requestId: "req-1" } }])
  const account = credentials({ retries: 0 })

  const ended = await run(account, each, { items: [{ ...good }, { ...bad }] })
  const partial = meaning.stops === true
  expect(ended.error).toEqual(partial ? undefined : expect.objectContaining({ name: "NodeApiError", message: meaning.happened.en, httpCode: String(code), context: expect.objectContaining({ itemIndex: 1 }) }))
  if (!partial) expect((ended.error as { description: string }).description).toContain('The API said: "no luck with ***". Request ID: req-1.')
  if (partial) expect(ended.items.at(-1)).toMatchObject({ json: { code, charged: meaning.charged, unansweredItems: [1] }, pairedItem: { item: 1 } })

  const wentOn = await run(credentials({ retries: 0 }), each, { items: [{ ...good }, { ...bad }], node: { onError: "continueRegularOutput" } })
  expect(wentOn.status).toBe("success")
  expect(wentOn.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }])
  expect(wentOn.items[1]?.json).toMatchObject({ error: expect.stringContaining(meaning.happened.en), details: { code, charged: meaning.charged, advice: meaning.advice.en } })
  noToken({ ended, wentOn }, account.token)
})
