import { startSandbox } from "@xingtu/sandbox"
import { readFileSync } from "node:fs"
import { cp, mkdir, readdir, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Consumer, consumer } from "../src/consumer.ts"
import { blocks } from "../src/blocks.ts"
import { hints } from "../src/hints.ts"
import { needsRegistry, packed } from "../src/packed.ts"
import { root } from "../src/root.ts"
import { undocumented } from "../src/undocumented.ts"

const token = "packed-token-0123456789"
const ids = ["6629722295873044494", "6955721930401185805"]

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let user: Consumer
const env = () => ({ JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: sandbox.url })

/** What the comments beside `console.log` promise. */
const promised = (code: string): ReadonlyArray<string> =>
  [...code.matchAll(/(?:console|Console)\.log\(.*\) \/\/ (.+)$/gm)].map(([, output = ""]) => output)

const documents = ["README.md", "README.zh-CN.md", "packages/core/README.md", "docs/operating.md"]
const samples = documents.flatMap((document) =>
  blocks(document).map((code, i) => ({
    document,
    code,
    nth: i + 1,
    file: `${document.replaceAll("/", "-")}-${i + 1}.ts`
  }))
)
/** Each as one file beside the samples: `core-effect/spans.ts` is `core-effect-spans.ts`. */
const examples = [
  "core-promise/shortlist",
  "core-effect/shortlist",
  "core-effect/retries",
  "core-effect/quota",
  "core-effect/spans",
  "core-effect/schema",
  "core-shortlist/shortlist"
]

beforeAll(async () => {
  if (needsRegistry !== "") return
  sandbox = await startSandbox()
  const manifest = JSON.parse(readFileSync(join(root, "examples/core-effect/package.json"), "utf8"))
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([name]) => name !== "@xingtu/core"
  )
  user = await consumer([
    packed("@xingtu/core").tarball,
    ...versions.map(([name, version]) => `${name}@${String(version)}`)
  ])
  await cp(join(root, "examples/core-promise/tsconfig.json"), join(user.folder, "tsconfig.json"))
  for (const { code, file } of samples) await writeFile(join(user.folder, file), code)
  for (const example of examples)
    await cp(join(root, "examples", `${example}.ts`), join(user.folder, `${example.replace("/", "-")}.ts`))
})
afterAll(async () => {
  await user?.[Symbol.asyncDispose]()
  await sandbox?.close()
})

describe.skipIf(needsRegistry !== "")(`@xingtu/core, installed with npm in an empty folder${needsRegistry}`, () => {
  it("brings one copy of Effect", async () => {
    const installed = await readdir(join(user.folder, "node_modules"), { recursive: true })
    expect(installed.filter((path) => /(^|\/)effect\/package\.json$/.test(path))).toEqual(["effect/package.json"])
  })

  it("has types under which every sample of the documents and every example compiles", async () => {
    expect((await readdir(user.folder)).filter((file) => file.endsWith(".ts"))).toHaveLength(
      samples.length + examples.length
    )
    expect(await user.exec("tsc", ["-p", "."])).toBe("")
    const oldest = createRequire(import.meta.url).resolve("typescript/bin/tsc")
    expect(await user.node([oldest, "-p", "."])).toBe("")
  })

  it("has types that refuse a misspelt parameter and a missing one", async () => {
    const folder = join(user.folder, "wrong")
    await mkdir(folder)
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ extends: "../tsconfig.json" }))
    await writeFile(
      join(folder, "wrong.ts"),
      `import { createXingtu } from "@xingtu/core/promise"\nconst x = createXingtu({ token: "" })\nvoid x.spreadMetrics({ oAuthorId: "1", rnge: "DAY_30" })\nvoid x.spreadMetrics({})\n`
    )
    await expect(user.exec("tsc", ["-p", "wrong"])).rejects.toThrow(
      /wrong\.ts\(3,.*'rnge'[^]*wrong\.ts\(4,[^]*'oAuthorId' is missing/
    )
  })

  it("tells an editor the words and units of endpoints, parameters and fields", async () => {
    await writeFile(
      join(user.folder, "hints.ts"),
      `import { createXingtu } from "@xingtu/core/promise"
      const xingtu = createXingtu({ token: "" })
      const { data } = await xingtu.spreadMetrics({ oAuthorId: "", range: "DAY_30" })
      data.expect_cpm?.cpm_1_20; data.interact_rate?.value; data.play_mid`
    )
    const shown = hints(user.folder, "hints.ts", [
      "spreadMetrics",
      "oAuthorId",
      "range",
      "cpm_1_20",
      "value",
      "play_mid"
    ])
    expect(Object.fromEntries(Object.entries(shown).map(([name, { words }]) => [name, words]))).toEqual({
      spreadMetrics: expect.stringMatching(/^Performance \(传播表现\): .*One paid call/),
      oAuthorId: expect.stringMatching(/^Creator \(达人\): .*16 to 20 digits/),
      range: expect.stringContaining("Default: `DAY_30`."),
      cpm_1_20: "Expected CPM, 1-20 s (old) (预期 CPM（1-20 秒，旧）): yuan (CNY).",
      value: "Interaction rate (互动率): share of 1, shown in %.",
      play_mid: "Median plays (播放量中位数): count."
    })
    // A type that fills the screen is none that anybody reads.
    expect(shown["spreadMetrics"]?.type).toBe(
      "(input: InputOf<SpreadMetricsParams>, options?: PromiseCallOptions | undefined) => Promise<Answer<Decoded<SpreadMetricsFields>>>"
    )
  })

  it("has a comment on everything it exports", () => {
    const dist = "node_modules/@xingtu/core/dist"
    expect(
      undocumented(
        user.folder,
        ["index", "promise", "node/index", "schema", "tools", "promise/tools"].map((name) => `${dist}/${name}.d.ts`)
      )
    ).toEqual([])
  })

  it.each(samples)("answers sample $nth of $document as it says", async ({ code, file }) => {
    sandbox.reset()
    const output = (await user.node([file], env())).split("\n")
    expect(output.filter((line) => promised(code).includes(line))).toEqual(promised(code))
  })

  it("answers the first sample under the name its README gives it, also where npm init made the folder", async () => {
    sandbox.reset()
    const readme = readFileSync(join(root, "packages/core/README.md"), "utf8")
    const [, name = ""] = /Write this into `(\S+)` and run `node \1`/.exec(readme) ?? []
    const folder = join(user.folder, "init")
    await mkdir(folder)
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "init", type: "commonjs" }))
    await writeFile(join(folder, name), blocks("packages/core/README.md")[0] ?? "")
    expect(await user.node([join(folder, name)], env())).toMatch(/^3642403\n/)
  })

  it("runs the example over promises", async () => {
    sandbox.reset()
    const output = await user.node(["core-promise-shortlist.ts", ...ids, "123"], env())
    expect(output).toContain("2 to pay, 0 cached, 1 invalid")
    expect(output).toMatch(/6955721930401185805, charged: yes\n {2}Videos: [\d,]+\n/)
    expect(output).toContain("An ID has 16 to 20 digits. Nothing was charged.")
    expect(output).toContain("2 paid today, 198 left")
    expect(sandbox.ledger()).toMatchObject({ charged: 2 })
    expect(output).not.toContain(token)
  })

  it("runs the example in Effect", async () => {
    sandbox.reset()
    const output = await user.node(["core-effect-shortlist.ts", "美妆"], env())
    expect(output).toMatch(/^\d{16,}: CPM [\d.,]+ CNY, CPE [\d.,]+ CNY$/m)
    expect(output).not.toContain(token)
  })

  it("runs the example of a retry schedule, which the call follows", async () => {
    sandbox.reset()
    sandbox.faults([{ fault: { kind: "code", code: 301 }, times: 2 }])
    expect(await user.node(["core-effect-retries.ts", ids[0] ?? ""], env())).toBe("3 attempts in 2 s, charged: yes\n")
    expect(sandbox.ledger()).toMatchObject({ requests: 3, charged: 1 })
  })

  it("runs the example of a shared quota: two clients, one budget", async () => {
    sandbox.reset()
    const asked = [...ids, "6855230644880949262", "6629722295873044495"]
    const output = await user.node(["core-effect-quota.ts", ...asked], env())
    const outcomes = (charged: string) => [charged, charged, charged, "budget of 3"]
    expect(output.match(/charged: (yes|no)|budget of 3/g)).toEqual([
      ...outcomes("charged: yes"),
      ...outcomes("charged: no")
    ])
    expect(sandbox.ledger()).toMatchObject({ charged: 3 })
  })

  it("runs the example of a parent span, with calls below it and attempts below them", async () => {
    sandbox.reset()
    sandbox.faults([{ fault: { kind: "code", code: 301 }, times: 1 }])
    const output = await user.node(["core-effect-spans.ts", ...ids], env())
    const [call, attempt] = ["  xingtu.call", "    xingtu.attempt"]
    expect(
      output
        .trimEnd()
        .split("\n")
        .map((line) => line.replace(/ endpoint=.*/, ""))
    ).toEqual(["shortlist", call, attempt, attempt, call, attempt])
    expect(output).toContain("charged=no failure=CollectionFailed code=301")
    expect(output).not.toContain(token)
  })

  it("runs the example of Standard Schemas, which another library takes", async () => {
    sandbox.reset()
    expect(await user.node(["core-effect-schema.ts", ids[0] ?? ""], env())).toBe(
      'median plays: 3642403, interaction rate: 0.0244\n400 [{"path":["oAuthorId"],"message":"An ID has 16 to 20 digits."}]\n'
    )
    expect(sandbox.ledger()).toMatchObject({ charged: 1 })
  })

  it("runs the example from a search to a plan, for the price of the search", async () => {
    sandbox.reset()
    const output = await user.node(["core-shortlist-shortlist.ts", "美妆", "500000"], env())
    expect(output).toMatch(/^1 to pay\n\n1\. \S+: \d+, \S/)
    expect(output).toMatch(/\d+ plays for [\d,]+ CNY, the best plan:\n {2}\d{16,} (placement|custom) [\d,]+ CNY/)
    expect(sandbox.ledger()).toMatchObject({ charged: 1 })
    expect(output).not.toContain(token)
  })

  it("brings nothing for Redis, keeps its own store in a file without it, and says what to install for it", async () => {
    expect(
      (await readdir(join(user.folder, "node_modules"))).filter((name) => /redis|platform-node/.test(name))
    ).toEqual([])
    sandbox.reset()
    await writeFile(
      join(user.folder, "stores.ts"),
      `import { redisStore, sqliteStore } from "@xingtu/core/node"
      import { createXingtu } from "@xingtu/core/promise"
      for (const store of [sqliteStore("answers.db"), redisStore("redis://127.0.0.1:6379")]) {
        const xingtu = createXingtu({ token: process.env["JUSTONEAPI_TOKEN"] ?? "", baseUrl: process.env["JUSTONEAPI_BASE_URL"] ?? "", store })
        console.log(await xingtu.spreadMetrics({ oAuthorId: "${ids[0]}" }).then(({ meta }) => meta.charged, (error: unknown) => String(error)))
        await xingtu.close()
      }`
    )
    const [inFile, inRedis] = (await user.node(["stores.ts"], env())).trim().split("\n")
    expect(inFile).toBe("yes")
    expect(inRedis).toBe(
      "StoreFailure: Redis needs two packages beside @xingtu/core: npm install @effect/platform-node@4.1 redis@6"
    )
    expect(sandbox.ledger()).toMatchObject({ charged: 1 })
  })
})
