import { startSandbox } from "@xingtu/sandbox"
import { readFileSync } from "node:fs"
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Consumer, consumer } from "../src/consumer.ts"
import { needsRegistry, packed } from "../src/packed.ts"
import { root } from "../src/root.ts"
import { run } from "../src/run.ts"

const token = "packed-token-0123456789"

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let user: Consumer

/** Asks once and says what it cost. It never closes the client: the program must end by itself. */
const asking = (source: string) => `${source}
const xingtu = createXingtu({ token: "${token}", baseUrl: "${sandbox.url}" })
xingtu.spreadMetrics({ oAuthorId: "6955721930401185805" }).then(
  ({ data, meta }) => console.log(meta.charged, typeof data.play_mid),
  (failure) => console.log(String(failure))
)
`
const imported = `import { createXingtu } from "@xingtu/core/promise"`
const required = `const { createXingtu } = require("@xingtu/core/promise")`

const write = async (file: string, code: string): Promise<string> => {
  await writeFile(join(user.folder, file), code)
  return file
}

/** The same by a tool of an agent, within a cost that a code confirms: it needs random numbers and a signature. */
const agent = (tools: string, client: string) => `${client}
${tools}
const xingtu = createXingtu({ token: "${token}", baseUrl: "${sandbox.url}", onWarning() {} })
const [creator] = agentTools(xingtu, { tools: ["creator"], confirmOver: 3 })
const input = { id: "6955721930401185805" }
creator.run(input).then(async ({ text }) => {
  const [, confirm = "none"] = /confirm="([^"]+)"/.exec(text) ?? []
  const reply = await creator.run(JSON.stringify({ ...input, confirm }))
  console.log(reply.isError, reply.text.split("\\n").at(-1))
})
`
const agentImported = () => agent(`import { agentTools } from "@xingtu/core/promise/tools"`, imported)
const agentRequired = () => agent(`const { agentTools } = require("@xingtu/core/promise/tools")`, required)

/** Bundles a file with webpack's own API, and fails with what webpack says. */
const webpack = `
import webpack from "webpack"
const [entry, file, target] = process.argv.slice(2)
webpack({ mode: "production", context: process.cwd(), entry, target, output: { path: process.cwd(), filename: file } }, (error, stats) => {
  if (error !== null || stats.hasErrors()) throw error ?? new Error(stats.toString("errors-only"))
})
`

const json = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"))
const { dependencies, devDependencies } = json("examples/core-effect/package.json")
// Runtimes and bundlers are installed here only: together they are larger than the workspace.
const tools = Object.entries<string>({ ...dependencies, ...devDependencies, ...json("packages/packed/runtimes.json") })
  .filter(([name]) => name !== "@xingtu/core")
  .map(([name, version]) => `${name}@${version}`)

beforeAll(async () => {
  if (needsRegistry !== "") return
  sandbox = await startSandbox()
  user = await consumer([packed("@xingtu/core").tarball, ...tools])
}, 240_000)
afterAll(async () => {
  await user?.[Symbol.asyncDispose]()
  await sandbox?.close()
})

describe.skipIf(needsRegistry !== "")(`the Promise door, where people run it${needsRegistry}`, () => {
  const paid = "yes number\n"

  it("answers in Node, imported and required, without being closed", async () => {
    sandbox.reset()
    expect(await user.node([await write("esm.mjs", asking(imported))])).toBe(paid)
    expect(await user.node([await write("cjs.cjs", asking(required))])).toBe(paid)
    expect(sandbox.ledger()).toMatchObject({ charged: 2 })
  })

  it("answers in Bun", async () => {
    const bun = join(user.folder, "node_modules/@oven/bun-linux-x64/bin/bun")
    expect(await run(user.folder, bun, ["run", await write("bun.ts", asking(imported))])).toBe(paid)
  })

  it("answers in Deno, also where it may see no variable of the environment", async () => {
    const deno = join(user.folder, "node_modules/@deno/linux-x64-glibc/deno")
    const file = await write("deno.ts", asking(imported))
    const args = ["run", "--no-prompt", "--node-modules-dir=manual", "--allow-net=127.0.0.1", file]
    expect(await run(user.folder, deno, args, { DENO_NO_UPDATE_CHECK: "1" })).toBe(paid)
  })

  it.each(["esm", "cjs"])("answers from one file that esbuild makes for Node as %s", async (format) => {
    const file = `esbuild-${format}.${format === "esm" ? "mjs" : "cjs"}`
    // Undici is loaded when it is first used, and requires Node's modules by name.
    const banner =
      format === "esm"
        ? [`--banner:js=import { createRequire } from "module"; const require = createRequire(import.meta.url);`]
        : []
    await user.exec("esbuild", [
      await write("to-node.mjs", asking(imported)),
      "--bundle",
      "--platform=node",
      `--format=${format}`,
      `--outfile=${file}`,
      "--log-level=warning",
      ...banner
    ])
    expect(await user.node([file])).toBe(paid)
  })

  it.each(["esbuild", "webpack"])(
    "answers from one file that %s makes for the browser, which needs nothing of Node",
    async (bundler) => {
      const file = `${bundler}-web.mjs`
      const entry = await write("to-web.mjs", asking(imported))
      if (bundler === "esbuild")
        await user.exec("esbuild", [
          entry,
          "--bundle",
          "--platform=browser",
          "--format=esm",
          `--outfile=${file}`,
          "--log-level=warning"
        ])
      else await user.node([await write("webpack.mjs", webpack), `./${entry}`, file, "web"])
      const code = readFileSync(join(user.folder, file), "utf8")
      const named = [...code.matchAll(/["']([\w:/.-]{2,40})["']/g)].map(([, name = ""]) => name)
      const needed = named.filter((name) => name.startsWith("node:") || name.startsWith("undici") || name === "fs")
      // Effect asks `process` for it, where there is one.
      expect(needed).toEqual(["node:async_hooks"])
      expect(await user.node([file])).toBe(paid)
    }
  )

  it("gives an agent its tools in Node, Bun, Deno, and in one file for the browser", async () => {
    const told = "false cost: 4 charged, 0 cached, 0 may have been charged; no limit\n"
    expect(await user.node([await write("agent.mjs", agentImported())])).toBe(told)
    expect(await user.node([await write("agent.cjs", agentRequired())])).toBe(told)
    const bun = join(user.folder, "node_modules/@oven/bun-linux-x64/bin/bun")
    expect(await run(user.folder, bun, ["run", "agent.mjs"])).toBe(told)
    const deno = join(user.folder, "node_modules/@deno/linux-x64-glibc/deno")
    const args = ["run", "--no-prompt", "--node-modules-dir=manual", "--allow-net=127.0.0.1", "agent.mjs"]
    expect(await run(user.folder, deno, args, { DENO_NO_UPDATE_CHECK: "1" })).toBe(told)
    const web = ["--bundle", "--platform=browser", "--format=esm", "--outfile=agent-web.mjs", "--log-level=warning"]
    await user.exec("esbuild", ["agent.mjs", ...web])
    expect(await user.node(["agent-web.mjs"])).toBe(told)
  })

  it.each(["edge-light", "workerd"])(
    "answers at the edge, where only what the web has is there (%s)",
    async (place) => {
      const file = `edge-${place}.js`
      await user.exec("esbuild", [
        await write("to-edge.mjs", asking(imported)),
        "--bundle",
        "--format=iife",
        `--conditions=${place}`,
        "--external:node:async_hooks",
        `--outfile=${file}`,
        "--log-level=warning"
      ])
      const code = readFileSync(join(user.folder, file), "utf8")
      expect(code).not.toContain("undici/lib")
      const edge = `import { EdgeVM } from "@edge-runtime/vm"
      import { readFileSync } from "node:fs"
      new EdgeVM().evaluate(readFileSync("${file}", "utf8"))`
      expect(await user.node([await write(`run-${place}.mjs`, edge)])).toBe(paid)
    }
  )

  it("answers from one file that webpack makes for Node", async () => {
    await user.node([await write("webpack.mjs", webpack), "./esm.mjs", "webpack-node.cjs", "node22"])
    expect(await user.node(["webpack-node.cjs"])).toBe(paid)
  })

  it.each([
    ["node16", "node16"],
    ["nodenext", "nodenext"],
    ["esnext", "bundler"]
  ])("has types for module %s with resolution %s", async (module, moduleResolution) => {
    const folder = join(user.folder, `types-${moduleResolution}`)
    await mkdir(folder)
    const options = { module, moduleResolution, target: "es2023", strict: true, noEmit: true, types: ["node"] }
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options }))
    const code = `import { createXingtu, Failure } from "@xingtu/core/promise"
      import { catalogue, Xingtu } from "@xingtu/core"
      import { sqliteStore } from "@xingtu/core/node"
      import { agentTools } from "@xingtu/core/promise/tools"
      import { usualTools } from "@xingtu/core/tools"
      import { input } from "@xingtu/core/schema"
      const xingtu = createXingtu({ token: "", store: sqliteStore("x.db") })
      const plays: number | undefined = (await xingtu.spreadMetrics({ oAuthorId: "1" })).data.play_mid
      // @ts-expect-error: a number is no name
      const wrong: string | undefined = (await xingtu.spreadMetrics({ oAuthorId: "1" })).data.play_mid
      const replies = agentTools(xingtu).map(async ({ run }): Promise<string> => (await run({})).text)
      export { catalogue, Failure, input, plays, replies, usualTools, wrong, Xingtu }`
    await writeFile(join(folder, "types.mts"), code)
    expect(await user.exec("tsc", ["-p", folder])).toBe("")
  })

  it("leaves nothing on one signal after 23,000 calls", async () => {
    const code = `${imported}
      import { getEventListeners } from "node:events"
      process.on("warning", ({ name }) => console.log(name))
      const xingtu = createXingtu({ token: "${token}", baseUrl: "${sandbox.url}", requestsPerSecond: Infinity, concurrency: 64 })
      const { signal } = new AbortController()
      const ask = (n) => xingtu.spreadMetrics({ oAuthorId: String(6955721930401000000n + BigInt(n % 500)) }, { signal }).catch(({ _tag }) => _tag)
      const round = async (calls) => { for (let n = 0; n < calls; n += 100) await Promise.all(Array.from({ length: 100 }, (_, i) => ask(n + i))) }
      await round(3000)
      gc()
      const before = process.memoryUsage().heapUsed
      await round(20000)
      gc()
      console.log(getEventListeners(signal, "abort").length, process.memoryUsage().heapUsed - before < 3_000_000)`
    expect(await user.node(["--expose-gc", await write("signal.mjs", code)])).toBe("0 true\n")
  })
})
