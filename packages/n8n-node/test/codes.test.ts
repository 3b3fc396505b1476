import { Failure } from "@xingtu/core"
import { noToken } from "@xingtu/testing"
import { describe, expect, test } from "vitest"
import { run } from "./support/n8n.ts"
import { byId, creators, useSandbox } from "./support/sandbox.ts"

const codes = Failure.codes.map(({ code, meaning }, i) => ({ code, meaning, creator: creators(100)[i]?.id ?? "" }))

// Retries take their time, so all codes are tried at once, each on a creator of its own.
const { credentials } = useSandbox({
  faults: codes.map(({ code, creator }) => ({
    params: { oAuthorId: creator },
    fault: { kind: "code", code, message: "no luck with {token}", requestId: "req-1" }
  }))
})

const each = { resource: "creator", operation: "spreadMetrics", creatorId: byId("={{ $json.id }}") }

const said = { yes: /^The call was charged\./, no: /^Nothing was charged\./, unknown: /^It may have been charged/ }

describe.concurrent("a business code", () => {
  test.for(codes)("$code ends the run with what happened, whether it was charged, and what to do", { timeout: 60_000 }, async ({ code, meaning, creator }) => {
    const account = credentials()
    const { status, error } = await run(account, each, { items: [{ id: creator }] })
    expect(status).toBe("error")
    expect(error).toMatchObject({ name: "NodeApiError", message: meaning.happened.en, httpCode: String(code), context: { itemIndex: 0 } })
    const { description } = error as { description: string }
    expect(description).toMatch(said[meaning.charged])
    expect(description).toContain(meaning.advice.en)
    expect(description).toContain('The API said: "no luck with ***". Request ID: req-1.')
    noToken({ error }, account.token)
  })

  test.for(codes)("$code goes on as an item of its own when asked to", { timeout: 60_000 }, async ({ code, meaning, creator }) => {
    const account = credentials()
    const { status, items } = await run(account, each, { items: [{ id: "6955721930401185805" }, { id: creator }], node: { onError: "continueRegularOutput" } })
    expect(status).toBe("success")
    expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }])
    expect(items[1]?.json).toMatchObject({ error: expect.stringContaining(meaning.happened.en), details: { code, charged: meaning.charged, advice: meaning.advice.en } })
    noToken({ items }, account.token)
  })
})
