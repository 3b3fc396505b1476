import { endRedis } from "@xingtu/core/own-redis"
import { noToken } from "@xingtu/testing"
import { type Sandbox, startSandbox } from "../hosts/sandbox.ts"
import { type Cell, type Found, leftOut, type Pace, type Part } from "../Part.ts"
import { casesOf, sentence } from "../page/lead.ts"
import { judge, type Verdict } from "./weather/judge.ts"
import { type Weather, weathers } from "./weather/list.ts"
import { names, type Subject } from "./weather/Subject.ts"
import { effectDoor, promiseDoor } from "./weather/subjects/doors.ts"
import { n8n, sheets } from "./weather/subjects/hosts.ts"
import { mcp } from "./weather/subjects/mcp.ts"
import { slack } from "./weather/subjects/slack.ts"

const subjects = [effectDoor, promiseDoor, slack, mcp, sheets, n8n]

/** No two scenes use the same creator or the same token. */
let scenes = 0

/** A verdict where there was something to try. */
interface Tried extends Verdict {
  readonly tried: boolean
}

const untried = (word: string): Tried => ({ word, good: true, tried: false })

const played = async (subject: Subject, sandbox: Sandbox, weather: Weather, pace: Pace): Promise<Tried> => {
  const { fullOnly, not, scene, ...right } = weather
  const reason = not[subject.name]
  if (reason !== undefined) return untried(`- (${reason})`)
  if (pace === "quick" && fullOnly) return untried(leftOut)
  await sandbox.prepare({}, [])
  // The sandbox gives a meaning to some endings; none of them is 1.
  const from = 6_955_721_930_402_000_000n + BigInt(++scenes) * 1_000_000n
  const token = `secret/+weather&${process.pid}-${scenes}`
  const observed = await scene({ subject, sandbox, creator: (n) => String(from + BigInt(n) * 10n + 1n), token })
  if (observed === undefined) return untried("- (not on this machine)")
  noToken({ ...observed }, token)
  if (observed.told.includes("geheim")) return { word: "WRONG: it shows a password", good: false, tried: true }
  return { ...judge(observed, right), tried: true }
}

const through = async (start: () => Promise<Subject>, pace: Pace) => {
  const subject = await start()
  await using sandbox = await startSandbox()
  const verdicts: Array<Tried> = []
  for (const one of weathers) {
    verdicts.push(
      await played(subject, sandbox, one, pace).catch((error: unknown) => ({
        word: `WRONG: ${String(error).replace(/\s+/g, " ").slice(0, 200)}`,
        good: false,
        tried: true
      }))
    )
  }
  await subject.close()
  return verdicts
}

const measure = async (pace: Pace): Promise<Found> => {
  const verdicts = await Promise.all(subjects.map((start) => through(start, pace)))
  endRedis()
  const bad = names.flatMap((name, i) =>
    weathers.flatMap((weather, row) => {
      const { good = true, word = "" } = verdicts[i]?.[row] ?? {}
      return good ? [] : [`${weather.name}, ${name}: ${word}`]
    })
  )
  const rows = weathers.map(({ name }, i): ReadonlyArray<Cell> => [name, ...verdicts.map((own) => own[i]?.word ?? "")])
  return {
    tables: [{ columns: ["failure", ...names], rows }],
    figures: { "weather tried": verdicts.flat().filter(({ tried }) => tried).length, "weather bad": bad.length },
    reasons: { "weather bad": bad.join("; ") },
    notes: [
      "Recovered: every result came. Reported: the message says that the request was not sent or may have been charged, as in the sandbox's ledger. Rejected at the start: the program says what is wrong and ends. In quotes: the warning. The number: charges.",
      "Two requests are charged before a store fails. During the failure one of them is repeated and a new one is sent twice. A program that starts afterwards must find every result that was charged, and core's usage report must equal the ledger.",
      "No cell may charge a request twice, lose a result, or show the token or a password. Slack and MCP run as published programs, Sheets in a stand-in for Google, n8n in n8n's engine."
    ]
  }
}

export const weather: Part = {
  id: "weather",
  title: "Failures of stores, settings and connections",
  lead: ({ figures }) => sentence(casesOf("weather"), figures),
  how: "What happens to paid results when a store really fails: a full disk, a locked file, a Redis that is full, killed or stopped, connections that are reset. Each failure is tried with `@xingtu/core`, `@xingtu/core/promise` and each adapter that can meet it.",
  run: measure
}
