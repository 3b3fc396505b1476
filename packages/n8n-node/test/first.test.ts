import { type Sandbox, startSandbox, token } from "@xingtu/testing"
import { afterAll, beforeAll, beforeEach, test } from "vitest"
import { run } from "./support/n8n.ts"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())
beforeEach(() => sandbox.reset())

test("one answer", async () => {
  const r = await run({ token, environment: "custom", baseUrl: sandbox.url }, { resource: "creator", operation: "spreadMetrics", creatorId: { __rl: true, mode: "id", value: "6955721930401185805" } }, { items: [{}, {}] })
  console.dir(r, { depth: 6 })
  console.dir(sandbox.ledger())
})
