import { existsSync, readFileSync } from "node:fs"
import { Session } from "node:inspector/promises"
import { SourceMap } from "node:module"
import { fileURLToPath } from "node:url"

/** What the CPU time was for, by where the running function was written. */
const owners: ReadonlyArray<readonly [name: string, mine: (url: string, name: string) => boolean]> = [
  ["JSON.parse and the envelope", (url) => /\/api\/Envelope\.[jt]s$/.test(url)],
  [
    "core: reading fields with their units",
    (url) => /\/(endpoint\/Wire|endpoint\/wires|endpoint\/wire\/\w+|answers\/Answer)\.[jt]s$/.test(url)
  ],
  ["Effect", (url) => /\/effect\/(src|dist)\//.test(url)],
  ["garbage collection", (_, name) => name === "(garbage collector)"],
  [
    "reading the body as text",
    (url, name) => /\/api\/Transport\.[jt]s$/.test(url) || /^(decode\w*|utf8Slice)$/.test(name)
  ],
  ["core: checks, budget, cache, counts", (url) => /\/core\/(src|dist)\//.test(url)],
  [
    "undici and Node's sockets",
    (url) => url.includes("/undici/") || url.startsWith("node:") || url.startsWith("wasm:") || url === ""
  ]
]

/** Where a function was written: in a file that holds many modules its source map knows. */
const makeOrigin = () => {
  const maps = new Map<string, SourceMap | undefined>()
  const mapOf = (url: string): SourceMap | undefined => {
    if (maps.has(url)) return maps.get(url)
    const file = url.startsWith("file:") ? `${fileURLToPath(url)}.map` : undefined
    const map =
      file !== undefined && existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, "utf8"))) : undefined
    maps.set(url, map)
    return map
  }
  return (url: string, line: number, column: number): string => {
    const entry = mapOf(url)?.findEntry(line, column)
    return entry !== undefined && "originalSource" in entry ? new URL(entry.originalSource, url).href : url
  }
}

/** Shares of CPU time while something runs, as V8's profiler samples it; what waits is left out. */
export const profile = async (
  run: () => Promise<void>
): Promise<ReadonlyArray<readonly [owner: string, share: number]>> => {
  const session = new Session()
  session.connect()
  await session.post("Profiler.enable")
  await session.post("Profiler.setSamplingInterval", { interval: 200 })
  await session.post("Profiler.start")
  await run()
  const {
    profile: { nodes, samples = [], timeDeltas = [] }
  } = await session.post("Profiler.stop")
  session.disconnect()
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]))
  const taken = new Map<string, number>()
  const origin = makeOrigin()
  for (const [i, id] of samples.entries()) {
    const { columnNumber = 0, functionName = "", lineNumber = 0, url = "" } = byId.get(id) ?? {}
    if (functionName === "(idle)") continue
    const from = origin(url, lineNumber, columnNumber)
    const owner = owners.find(([, mine]) => mine(from, functionName))?.[0] ?? "the measuring program"
    taken.set(owner, (taken.get(owner) ?? 0) + (timeDeltas[i] ?? 0))
  }
  const all = [...taken.values()].reduce((sum, one) => sum + one, 0)
  return [...taken].map(([owner, time]) => [owner, time / all] as const).toSorted(([, a], [, b]) => b - a)
}
