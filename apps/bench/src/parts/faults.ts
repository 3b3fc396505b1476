import { noToken, recordedIds } from "@xingtu/testing"
import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"
import { type Cell, type Found, leftOut, type Pace, type Part } from "../Part.ts"
import { type Sandbox, startSandbox } from "../hosts/sandbox.ts"
import { chargedBy } from "./faults/said.ts"
import { type Trouble, troubles } from "./faults/list.ts"
import { casesOf, sentence } from "../page/lead.ts"
import { type Put, type Seen, type Subject, subjects } from "./faults/subjects.ts"

interface Verdict {
  readonly trouble: string
  readonly subject: string
  readonly word: string
  readonly good: boolean
}

/** A figure of the recorded response, in natural units. */
const answered = ({ text }: Seen): boolean => text.includes("140.43")

/** An address of this machine where nobody listens. */
const deadUrl = async (): Promise<string> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return `http://127.0.0.1:${port}`
}

let tokens = 0

/** Sends a request while it goes wrong and again after it has ended, and compares what was said with the charges. */
const tried = async (subject: Subject, sandbox: Sandbox, trouble: Trouble): Promise<Verdict> => {
  await sandbox.prepare(trouble.api ?? {}, trouble.rules)
  const put: Put = {
    baseUrl: trouble.down === true ? await deadUrl() : sandbox.url,
    token: `secret/+bench&${process.pid}-${tokens++}`,
    oAuthorId: recordedIds.creator,
    retries: trouble.retries
  }
  const verdict = (word: string, good: boolean): Verdict => ({
    trouble: trouble.name,
    subject: subject.name,
    word,
    good
  })
  const first = await subject.ask(put)
  const then = await sandbox.ledger()
  const charge = chargedBy(first.text)
  if (!answered(first) && charge === undefined)
    return verdict(`says nothing about the charge: ${first.text.slice(0, 80)}`, false)
  if (!answered(first) && charge === "no" && then.charged > 0)
    return verdict("reported as not charged, but charged", false)
  if (!answered(first) && charge === "yes" && then.charged === 0)
    return verdict("reported as charged, but not charged", false)
  await sandbox.change({}, [])
  const second = await subject.ask(put)
  const end = await sandbox.ledger()
  noToken({ first, second, ledger: end }, put.token)
  if (end.charged > 1) return verdict(`charged ${end.charged} times`, false)
  if (answered(first) && !answered(second)) return verdict("result lost", false)
  const { booked } = second
  if (booked !== undefined && booked.charged + booked.unknown < end.charged) return verdict("charge not counted", false)
  return verdict(
    answered(first)
      ? "recovered"
      : `reported, ${charge === "unknown" ? "may have been charged" : charge === "yes" ? "charged" : "not charged"}`,
    true
  )
}

const through = async (start: () => Promise<Subject>, pace: Pace): Promise<ReadonlyArray<Verdict>> => {
  const subject = await start()
  await using sandbox = await startSandbox()
  const verdicts: Array<Verdict> = []
  for (const trouble of troubles) {
    if (pace === "quick" && trouble.fullOnly) continue
    verdicts.push(
      await tried(subject, sandbox, trouble).catch((error: unknown): Verdict => ({
        trouble: trouble.name,
        subject: subject.name,
        word: `failed: ${String(error).slice(0, 120)}`,
        good: false
      }))
    )
  }
  await subject.close()
  return verdicts
}

const measure = async (pace: Pace): Promise<Found> => {
  const verdicts = await Promise.all(subjects.map((start) => through(start, pace)))
  const names = verdicts.map(([first]) => first?.subject ?? "")
  const all = verdicts.flat()
  const bad = all.filter((one) => !one.good)
  const rows = troubles.map(({ name }): ReadonlyArray<Cell> => [
    name,
    ...verdicts.map((own) => own.find(({ trouble }) => trouble === name)?.word ?? leftOut)
  ])
  return {
    tables: [{ columns: ["failure", ...names], rows }],
    figures: { "faults tried": all.length, "faults bad": bad.length },
    reasons: { "faults bad": bad.map(({ subject, trouble, word }) => `${trouble}, ${subject}: ${word}`).join("; ") },
    notes: [
      "Recovered: the result came. Reported: the message says what happened, whether it was charged (as in the sandbox's ledger), and what to do.",
      "Each request is sent again after the failure has ended: it must not be charged twice, and a result that was shown must still be there. Core's usage report must equal the sandbox's ledger."
    ]
  }
}

export const faults: Part = {
  id: "faults",
  title: "Failures of the API and the network",
  lead: ({ figures }) => sentence(casesOf("faults"), figures),
  how: "What core and each adapter, in its real host, show for every failure that the sandbox can cause, and whether the charge is right.",
  run: measure
}
