import * as Ask from "./Ask.ts"
import type * as Options from "./Options.ts"
import * as Properties from "../google/Properties.ts"
import * as Subject from "./Subject.ts"

/**
 * What formulas requested when they were calculated. Most formulas are read where they stand; this is for those whose
 * arguments only Sheets can calculate, and for those that nobody sees, within a named function.
 */
interface Noted {
  readonly subject: string
  /** Ids of the endpoints. */
  readonly endpoints: ReadonlyArray<string>
  readonly input: Options.Input
  readonly ids: ReadonlyArray<string>
  /** When it was last calculated, to the day. */
  readonly at: number
  /** Whether a formula of its kind has stood in the document since. */
  readonly seen?: true
}

const prefix = "f:"

/** Larger ranges are for the sidebar's own runs. */
export const mostIds = 2_000

const dayMs = 86_400_000

/** What was calculated lately, to the day. */
const keptMs = 2 * dayMs

const digest = (text: string): string =>
  Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, text, Utilities.Charset.UTF_8)
    .slice(0, 8)
    .map((byte) => (byte & 255).toString(16).padStart(2, "0"))
    .join("")

/** A range that grows keeps its first id, and its note is replaced. The same formula costs one write a day. */
export const note = (
  { id: subject }: Subject.Subject,
  questions: ReadonlyArray<Ask.Question>,
  properties: Properties.Texts
): void => {
  const ids = Ask.idsOf(questions)
  const [first] = questions
  if (first === undefined || ids.length > mostIds) return
  const about = {
    subject,
    endpoints: [...new Set(questions.map(({ endpoint }) => endpoint.id))],
    input: first.input
  }
  const key = prefix + digest(JSON.stringify([subject, about.endpoints, about.input, ids[0]]))
  const known = properties.get(key)
  const text = JSON.stringify({
    ...about,
    ids,
    at: Math.floor(Date.now() / dayMs) * dayMs,
    ...(known !== undefined && read(known).seen === true ? { seen: true } : {})
  } satisfies Noted)
  if (known !== text && properties.hasRoom(2 * Properties.bytesOf(text)))
    Properties.write(new Map([[key, text]]), properties)
}

const keysOf = (properties: Properties.Texts) => properties.keys().filter((key) => key.startsWith(prefix))

const read = (text = "{}"): Noted => {
  const { at = 0, endpoints = [], ids = [], input = {}, seen, subject = "" }: Partial<Noted> = Object(JSON.parse(text))
  return { at, endpoints, ids, input, subject, ...(seen === true ? { seen } : {}) }
}

const questionsOf = ({ endpoints, ids, input }: Noted): ReadonlyArray<Ask.Question> =>
  Ask.questions(
    endpoints.flatMap((id) => Subject.find(id)?.endpoints ?? []),
    ids,
    input
  )

/** What the document's own formulas say. */
export interface Standing {
  readonly read: ReadonlySet<string>
  readonly unread: ReadonlySet<string>
}

/**
 * What formulas requested that cannot be read where they stand. Of a kind that is there the latest count, however long
 * nobody has opened the document; of a kind that nobody sees what was calculated lately, unless it stood there once and
 * was deleted. Forgets the others.
 */
export const questions = (
  properties: Properties.Texts,
  { read: told, unread }: Standing
): ReadonlyArray<Ask.Question> => {
  const all = keysOf(properties).map((key) => ({ key, ...read(properties.get(key)) }))
  const latest = new Map<string, number>()
  for (const { at, subject } of all) latest.set(subject, Math.max(at, latest.get(subject) ?? 0))
  const isLive = ({ at, seen, subject }: Noted): boolean =>
    unread.has(subject)
      ? at + keptMs > (latest.get(subject) ?? 0)
      : !told.has(subject) && seen !== true && at + keptMs > Date.now()
  const live = all.filter(isLive)
  const seen = all.filter((one) => one.seen !== true && (unread.has(one.subject) || told.has(one.subject)))
  Properties.write(new Map(seen.map(({ key, ...one }) => [key, JSON.stringify({ ...one, seen: true })])), properties)
  Properties.remove(
    all.filter((one) => !isLive(one) && !told.has(one.subject)).map(({ key }) => key),
    properties
  )
  return live.flatMap(questionsOf)
}

/** Forgets everything: formulas that are still there note themselves when they are next calculated. */
export const forget = (): void => {
  const properties = Properties.read()
  Properties.remove(keysOf(properties), properties)
}
