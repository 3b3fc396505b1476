import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Agent, agentOf, type Score, table, truthOf } from "./agent/agent.ts"
import { tasks } from "./agent/tasks.ts"
import { connect, folder } from "./support.ts"

/** A scripted agent does a buyer's work: twenty tasks, each with one answer that the API itself confirms. */

let sandbox: Sandbox
let other: Sandbox
const home = folder()
beforeAll(async () => {
  sandbox = await startSandbox()
  // The same creators, asked without the server: what it costs to know the truth is not on its bill.
  other = await startSandbox()
})
afterAll(async () => {
  await sandbox.close()
  await other.close()
  home[Symbol.dispose]()
})

const run = async (): Promise<ReadonlyArray<Score>> => {
  await using server = await connect({
    url: sandbox.url,
    home: home.path,
    args: ["--daily", "200", "--confirm-over", "10"],
    env: { XINGTU_REQUESTS_PER_SECOND: "1000" }
  })
  const scores: Array<Score> = []
  for (const { answer, name, truth } of tasks) {
    const before = sandbox.ledger().charged
    const agent: Agent = agentOf(server)
    const said = await answer(agent)
    const charged = sandbox.ledger().charged - before
    scores.push({
      name,
      said,
      right: await truth(truthOf(other.url), sandbox.ledger().charged),
      charged,
      ...agent.used()
    })
  }
  return scores
}

const document = new URL("../../../docs/agent.md", import.meta.url)

test("it answers twenty of twenty, pays no more than planned, and nothing the second time", async () => {
  const first = await run()
  expect(first).toHaveLength(20)
  expect(first.map(({ name, said }) => ({ name, said }))).toEqual(
    first.map(({ name, right }) => ({ name, said: right }))
  )
  expect(first.filter(({ charged, planned }) => charged > planned)).toEqual([])
  const second = await run()
  expect(second.filter(({ right, said }) => said !== right)).toEqual([])
  expect(second.filter(({ charged }) => charged > 0)).toEqual([])
  // After a change of what tools say: vitest run test/agent.test.ts -u
  await expect(table(first)).toMatchFileSnapshot(fileURLToPath(document))
})
