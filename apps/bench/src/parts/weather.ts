import { endRedis } from "@xingtu/core/own-redis"
import { noToken } from "@xingtu/testing"
import { type Sandbox, startSandbox } from "../hosts/sandbox.ts"
import type { Cell, Found, Pace, Part } from "../Part.ts"
import { judge, type Verdict } from "./weather/judge.ts"
import { type Weather, weathers } from "./weather/list.ts"
import { names, type Subject } from "./weather/Subject.ts"
import { effectDoor, promiseDoor } from "./weather/subjects/doors.ts"
import { n8n, sheets } from "./weather/subjects/hosts.ts"
import { mcp } from "./weather/subjects/mcp.ts"
import { slack } from "./weather/subjects/slack.ts"

const subjects = [effectDoor, promiseDoor, slack, mcp, sheets, n8n]

/** No two scenes ask of the same creator, or with the same token. */
let scenes = 0

const played = async (subject: Subject, sandbox: Sandbox, { not, scene, ...right }: Weather): Promise<Verdict> => {
  const reason = not[subject.name]
  if (reason !== undefined) return { word: `- (${reason})`, good: true }
  await sandbox.prepare({}, [])
  // The sandbox gives a meaning to some endings; none of them is 1.
  const from = 6_955_721_930_402_000_000n + BigInt(++scenes) * 1_000_000n
  const token = `secret/+weather&${process.pid}-${scenes}`
  const observed = await scene({ subject, sandbox, creator: (n) => String(from + BigInt(n) * 10n + 1n), token })
  if (observed === undefined) return { word: "- (not on this machine)", good: true }
  noToken({ ...observed }, token)
  if (observed.told.includes("geheim")) return { word: "WRONG: it shows a password", good: false }
  return judge(observed, right)
}

const through = async (start: () => Promise<Subject>, list: ReadonlyArray<Weather>) => {
  const subject = await start()
  await using sandbox = await startSandbox()
  const verdicts: Array<Verdict> = []
  for (const one of list) {
    verdicts.push(
      await played(subject, sandbox, one).catch((error: unknown) => ({
        word: `WRONG: ${String(error).replace(/\s+/g, " ").slice(0, 200)}`,
        good: false
      }))
    )
  }
  await subject.close()
  return verdicts
}

const measure = async (pace: Pace): Promise<Found> => {
  const list = pace === "full" ? weathers : weathers.filter(({ quick }) => quick)
  const verdicts = await Promise.all(subjects.map((start) => through(start, list)))
  endRedis()
  const bad = verdicts.flat().filter(({ good }) => !good).length
  const rows = list.map(({ name }, i): ReadonlyArray<Cell> => [name, ...verdicts.map((own) => own[i]?.word ?? "")])
  return {
    tables: [{ columns: ["weather", ...names], rows }],
    figures: { "weather bad": bad },
    notes: [
      "Survived: every result came. Told: the message says that the request was not sent or may have been charged, as in the sandbox's ledger. Refused: the program says at its start what is wrong. The warning is in quotes; the number is that of charges.",
      "Two requests are paid for before the failure. During it, one of them is repeated and a new one is sent twice. A program that starts afterwards must find everything that was paid for, and core's usage report must equal the ledger.",
      "No cell may charge a request twice, lose a result, or show the token or a password. Slack and MCP run as published programs, Sheets in a stand-in for Google, n8n in n8n's engine."
    ]
  }
}

export const weather: Part = {
  id: "weather",
  title: "Failures of stores, settings and connections",
  how: "What happens to paid results when a store really fails: a full disk, a locked file, a Redis that is full, killed or stopped, connections that are reset. Each failure is tried with both doors of core and with each adapter that can meet it.",
  run: measure
}
