import { startSandbox } from "@xingtu/sandbox"
import { readFileSync } from "node:fs"
import { cp, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { scriptedModel } from "../src/chat.ts"
import { type Consumer, consumer } from "../src/consumer.ts"
import { needsRegistry, packed } from "../src/packed.ts"
import { root } from "../src/root.ts"

/** Function calling from TypeScript: the examples with the clients that people use, over the packed package. */

const token = "packed-token-0123456789"
const ids = ["6629722295873044494", "6955721930401185805"]
const example = join(root, "examples/core-agent")

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let user: Consumer
const env = () => ({ JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: sandbox.url })

beforeAll(async () => {
  if (needsRegistry !== "") return
  sandbox = await startSandbox()
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(example, "package.json"), "utf8"))
  const versions = Object.entries({ ...dependencies, ...devDependencies }).filter(([name]) => name !== "@xingtu/core")
  user = await consumer([
    packed("@xingtu/core").tarball,
    ...versions.map(([name, version]) => `${name}@${String(version)}`)
  ])
  for (const file of ["agent.ts", "ai-sdk.ts", "tsconfig.json"]) await cp(join(example, file), join(user.folder, file))
})
afterAll(async () => {
  await user?.[Symbol.asyncDispose]()
  await sandbox?.close()
})

describe.skipIf(needsRegistry !== "")(`the tools of an agent, installed in an empty folder${needsRegistry}`, () => {
  it("fit the types of both clients", async () => {
    expect(await user.exec("tsc", ["-p", "."])).toBe("")
  })

  it("answer OpenAI's client, whose model mends what it got wrong", async () => {
    sandbox.reset()
    await using model = await scriptedModel([
      { calls: [["xingtu_report", `{"id": "${ids[0]}"}`]] },
      { calls: [["xingtu_report", JSON.stringify({ ids })]] },
      { content: "The second one is cheaper." }
    ])
    const settings = { ...env(), OPENAI_BASE_URL: model.url, OPENAI_API_KEY: "any" }
    const output = await user.node(["agent.ts", "Which one is cheaper?"], settings)
    expect(output.split("\n").slice(1)).toEqual([
      "xingtu_report: cost: 10 charged, 0 cached, 0 may have been charged; left today 90",
      "The second one is cheaper.",
      ""
    ])
    expect(model.asked[0]?.tools).toHaveLength(12)
    const said = model.asked.at(-1)?.messages.map(({ content }) => content) ?? []
    expect(said.at(-3)).toContain("Invalid input. id: Unknown parameter. ids: Required.")
    expect(said.at(-1)).toMatch(/^Data from Xingtu between the marks ([0-9a-f]{12})\..*\n<\1>\nCreator id,/)
    expect(sandbox.ledger()).toMatchObject({ charged: 10 })
    expect(JSON.stringify([model.asked, output])).not.toContain(token)
  })

  it("answer the AI SDK", async () => {
    sandbox.reset()
    await writeFile(
      join(user.folder, "model.mjs"),
      `import { MockLanguageModelV4, MockProviderV4, mockValues } from "ai/test"
      const usage = { inputTokens: { total: 1 }, outputTokens: { total: 1 } }
      const input = JSON.stringify({ id: "${ids[0]}" })
      const turns = [
        { content: [{ type: "tool-call", toolCallId: "1", toolName: "xingtu_creator", input }], finishReason: { unified: "tool-calls" } },
        { content: [{ type: "text", text: "Done." }], finishReason: { unified: "stop" } }
      ].map((turn) => ({ ...turn, usage, warnings: [] }))
      const next = mockValues(...turns)
      const doGenerate = async ({ prompt, tools }) => {
        const results = prompt.filter(({ role }) => role === "tool").map(({ content }) => content[0].output.value)
        console.log(tools.length, results.join().split("\\n").at(-1))
        return next()
      }
      const languageModels = { scripted: new MockLanguageModelV4({ doGenerate }) }
      globalThis.AI_SDK_DEFAULT_PROVIDER = new MockProviderV4({ languageModels })`
    )
    const args = ["--import", "./model.mjs", "ai-sdk.ts", "What does this one cost?"]
    expect((await user.node(args, { ...env(), MODEL: "scripted" })).split("\n")).toEqual([
      "12 ",
      "12 cost: 4 charged, 0 cached, 0 may have been charged; left today 96",
      "Done.",
      ""
    ])
    expect(sandbox.ledger()).toMatchObject({ charged: 4 })
  })
})
