import { Session } from "node:inspector/promises"

/** Who the processor worked for, by where the running function was written. */
const owners: ReadonlyArray<readonly [name: string, mine: (url: string, name: string) => boolean]> = [
  ["JSON.parse", (url, name) => /\/Envelope\.[jt]s$/.test(url) && name === "parsed"],
  [
    "core: reading fields with their units",
    (url) => /\/(endpoint\/Wire|endpoint\/wires|endpoint\/wire\/\w+|answers\/Answer)\.[jt]s$/.test(url)
  ],
  ["core: question, claim, store, books", (url) => /\/core\/(src|dist)\//.test(url)],
  ["Effect", (url) => url.includes("/effect/dist/")],
  ["collecting garbage", (_, name) => name === "(garbage collector)"],
  [
    "undici and Node's sockets",
    (url) => url.includes("/undici/") || url.startsWith("node:") || url.startsWith("wasm:") || url === ""
  ]
]

/** Shares of processor time while something runs, as V8's profiler samples it; what waits is left out. */
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
  for (const [i, id] of samples.entries()) {
    const { functionName = "", url = "" } = byId.get(id) ?? {}
    if (functionName === "(idle)") continue
    const owner = owners.find(([, mine]) => mine(url, functionName))?.[0] ?? "the measuring program"
    taken.set(owner, (taken.get(owner) ?? 0) + (timeDeltas[i] ?? 0))
  }
  const all = [...taken.values()].reduce((sum, one) => sum + one, 0)
  return [...taken].map(([owner, time]) => [owner, time / all] as const).toSorted(([, a], [, b]) => b - a)
}
