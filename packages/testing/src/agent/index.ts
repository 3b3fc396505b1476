import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { expect } from "vitest"
import { agentOf, type Score, type Server, truthOf } from "./agent.ts"
import { tasks } from "./tasks.ts"

/** A scripted agent does a buyer's work: twenty tasks, each with one result that the API itself confirms. */

export type { Server } from "./agent.ts"

/** What the agent's server has to be started with. */
export const asked = {
  args: ["--daily", "200", "--confirm-over", "10"],
  env: { XINGTU_REQUESTS_PER_SECOND: "1000" }
}

/** `other` has the same creators: what it costs to know the truth is not on the bill of `api`. */
const work = async (server: Server, api: Sandbox, other: Sandbox): Promise<ReadonlyArray<Score>> => {
  const scores: Array<Score> = []
  for (const { answer, name, truth } of tasks) {
    const before = api.ledger().charged
    const agent = agentOf(server)
    const said = await answer(agent)
    const charged = api.ledger().charged - before
    scores.push({ name, said, right: await truth(truthOf(other.url), api.ledger().charged), charged, ...agent.used() })
  }
  return scores
}

/**
 * Two agents, one after the other, each with a server of its own over the same store: twenty right results, no charge
 * over plan, and the second for nothing. Returns what the first one scored.
 */
export const twoAgents = async (connect: (url: string) => Promise<Server>): Promise<ReadonlyArray<Score>> => {
  await using api = await startSandbox()
  await using other = await startSandbox()
  const run = async () => {
    await using server = await connect(api.url)
    return await work(server, api, other)
  }
  const wrong = (scores: ReadonlyArray<Score>) => scores.filter(({ right, said }) => said !== right)
  const first = await run()
  expect(first).toHaveLength(20)
  expect(wrong(first)).toEqual([])
  expect(first.filter(({ charged, planned }) => charged > planned)).toEqual([])
  const second = await run()
  expect(wrong(second)).toEqual([])
  expect(second.filter(({ charged }) => charged > 0)).toEqual([])
  return first
}

/** The scores as a document. */
export const document = (scores: ReadonlyArray<Score>): string => {
  const sum = (of: (score: Score) => number) => scores.reduce((all, one) => all + of(one), 0)
  const right = scores.filter((one) => one.said === one.right).length
  return `# What an agent pays: twenty tasks of a media buyer

A scripted agent solved ${right} of ${scores.length} tasks with the tools of the MCP server, for ${sum(({ charged }) => charged)} paid calls (${sum(({ planned }) => planned)} planned) and ${sum(({ tokens }) => tokens)} tokens of replies (o200k). A second run in a new process cost nothing.

The tasks run against the sandbox, over standard input and output, over HTTP, with the packed program, and as functions of a TypeScript program. Each has one correct solution, which the API confirms. \`packages/mcp-server/test/agent.test.ts\` checks this page; the tasks are in \`packages/testing/src/agent\`.

| Task | Calls | Planned | Charged | Tokens |
| --- | ---: | ---: | ---: | ---: |
${scores.map(({ calls, charged, name, planned, tokens }) => `| ${name} | ${calls} | ${planned} | ${charged} | ${tokens} |`).join("\n")}
| **All** | ${sum(({ calls }) => calls)} | ${sum(({ planned }) => planned)} | ${sum(({ charged }) => charged)} | ${sum(({ tokens }) => tokens)} |
`
}
