// Loads one thing in a fresh process and makes its first calls. Plain JavaScript: stripping types is not part of what is measured.
import { createRequire } from "node:module"
import { pathToFileURL } from "node:url"

const [what = "", path = "", baseUrl = "", slackApiUrl = "", slackToken = ""] = process.argv.slice(2)
const token = "bench-token-that-nobody-honours"
const require = createRequire(import.meta.url)

/** @type {(id: string) => { oAuthorId: string }} */
const creator = (id) => ({ oAuthorId: `69557219304011858${id}` })

// Waiting for a turn is not part of what is measured.
const unpaced = { requestsPerSecond: Infinity }

/** @type {Record<string, () => Promise<(() => Promise<unknown>) | undefined>>} */
const ways = {
  nothing: async () => undefined,
  undici: async () => void (await import(pathToFileURL(createRequire(`${path}/package.json`).resolve("undici")).href)),
  promise: async () => {
    const { createXingtu } = await import(pathToFileURL(`${path}/dist/promise.node.js`).href)
    /** @type {any} */
    let xingtu
    let n = 10
    return () => (xingtu ??= createXingtu({ token, baseUrl, ...unpaced })).spreadMetrics(creator(String(n++)))
  },
  root: async () => void (await import(pathToFileURL(`${path}/dist/index.js`).href)),
  core: async () => {
    const [{ catalogue, Xingtu }, { layerUndici }] = await Promise.all([
      import(pathToFileURL(`${path}/dist/index.js`).href),
      import(pathToFileURL(`${path}/dist/node/index.js`).href)
    ])
    const { Layer, ManagedRuntime, Redacted } = await import(
      pathToFileURL(createRequire(`${path}/package.json`).resolve("effect")).href
    )
    const layer = Xingtu.layer(unpaced).pipe(Layer.provide(layerUndici({ baseUrl, token: Redacted.make(token) })))
    const runtime = ManagedRuntime.make(layer)
    let n = 50
    return () =>
      runtime.runPromise(
        Xingtu.use((/** @type {any} */ xingtu) => xingtu.call(catalogue.spreadMetrics, creator(String(n++))))
      )
  },
  slack: async () => {
    const { startBot } = await import(pathToFileURL(`${path}/dist/index.js`).href)
    const { Redacted } = await import(pathToFileURL(createRequire(`${path}/package.json`).resolve("effect")).href)
    await startBot({
      connection: { _tag: "Http", signingSecret: Redacted.make("secret"), botToken: Redacted.make(slackToken) },
      port: 0,
      stores: { file: "memory" },
      budgets: {},
      api: { token: Redacted.make(token), baseUrl },
      lang: "en",
      slackApiUrl,
      patience: "5 seconds",
      logLevel: "Error"
    })
    return undefined
  },
  n8n: async () => void require(`${path}/dist/shared/core.js`)
}

// What n8n itself has loaded long before.
if (what === "n8n") createRequire(`${path}/package.json`)("n8n-workflow")
const before = performance.now()
const call = await ways[what]?.()
const loaded = performance.now()
await call?.()
const first = performance.now()
await call?.()
const second = performance.now()
process.send?.({
  loadMs: loaded - before,
  firstMs: first - loaded,
  secondMs: second - first,
  rssMb: process.memoryUsage().rss / 1e6
})
process.exit(0)
