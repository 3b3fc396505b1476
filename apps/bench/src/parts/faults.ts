import { noToken, recordedIds } from "@xingtu/testing"
import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"
import type { Cell, Found, Pace, Part } from "../Part.ts"
import { type Sandbox, startSandbox } from "../hosts/sandbox.ts"
import { chargedBy } from "./faults/said.ts"
import { slow, type Trouble, troubles } from "./faults/list.ts"
import { type Put, type Seen, type Subject, subjects } from "./faults/subjects.ts"

interface Verdict {
  readonly trouble: string
  readonly subject: string
  readonly word: string
  readonly good: boolean
}

/** A figure of the recorded answer, in natural units. */
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

/** Asks while it goes wrong and once more after it has ended, and compares what was said with what the API charged. */
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
  if (!answered(first) && charge === undefined) return verdict(`unclear: ${first.text.slice(0, 80)}`, false)
  if (!answered(first) && charge === "no" && then.charged > 0) return verdict("said not charged, but was", false)
  if (!answered(first) && charge === "yes" && then.charged === 0) return verdict("said charged, but was not", false)
  await sandbox.change({}, [])
  const second = await subject.ask(put)
  const end = await sandbox.ledger()
  noToken({ first, second, ledger: end }, put.token)
  if (end.charged > 1) return verdict(`paid ${end.charged} times`, false)
  if (answered(first) && !answered(second)) return verdict("answer lost", false)
  const { booked } = second
  if (booked !== undefined && booked.charged + booked.unknown < end.charged) return verdict("not in the books", false)
  return verdict(
    answered(first)
      ? "survived"
      : `told, ${charge === "unknown" ? "may have been charged" : charge === "yes" ? "charged" : "not charged"}`,
    true
  )
}

const through = async (
  start: () => Promise<Subject>,
  list: ReadonlyArray<Trouble>
): Promise<ReadonlyArray<Verdict>> => {
  const subject = await start()
  await using sandbox = await startSandbox()
  const verdicts: Array<Verdict> = []
  for (const trouble of list) {
    verdicts.push(
      await tried(subject, sandbox, trouble).catch((error: unknown): Verdict => ({
        trouble: trouble.name,
        subject: subject.name,
        word: `broke: ${String(error).slice(0, 120)}`,
        good: false
      }))
    )
  }
  await subject.close()
  return verdicts
}

const measure = async (pace: Pace): Promise<Found> => {
  // A quick look tries every third.
  const list = pace === "full" ? [...troubles, ...slow] : troubles.filter((_, i) => i % 3 === 0)
  const verdicts = await Promise.all(subjects.map((start) => through(start, list)))
  const names = verdicts.map(([first]) => first?.subject ?? "")
  const all = verdicts.flat()
  const good = all.filter((one) => one.good).length
  const rows = list.map(({ name }, i): ReadonlyArray<Cell> => [name, ...verdicts.map((own) => own[i]?.word ?? "")])
  return {
    tables: [{ title: `${good} of ${all.length} survived or told clearly`, columns: ["fault", ...names], rows }],
    figures: { "faults bad": all.length - good },
    notes: [
      "Survived: the figures were shown. Told: the message says what happened, whether it was charged (as in the sandbox's ledger), and what to do.",
      "Each request is sent once more after the fault has ended: it must not be charged twice, and a result that was shown must still be there. Core's usage report must equal the sandbox's ledger."
    ]
  }
}

export const faults: Part = {
  id: "faults",
  title: "Failures of the API and the network",
  how: "What core and each adapter, in its real host, show for every fault of the sandbox, and whether the charge is right.",
  run: measure
}
