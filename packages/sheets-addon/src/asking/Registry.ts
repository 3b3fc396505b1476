import * as Ask from "./Ask.ts"
import type * as Options from "./Options.ts"
import * as Properties from "../google/Properties.ts"
import * as Subject from "./Subject.ts"

/**
 * What the formulas of the document ask for, so that Refresh knows it: a formula cannot be asked. One that has not been
 * calculated for some days may have been changed or deleted, and nothing is paid for it any more.
 */
interface Noted {
  /** Ids of the endpoints. */
  readonly endpoints: ReadonlyArray<string>
  readonly input: Options.Input
  readonly ids: ReadonlyArray<string>
  /** When it was last calculated, to the day. */
  readonly at: number
}

const prefix = "f:"

/** Larger ranges are for the sidebar's own runs. */
export const mostIds = 2_000

const dayMs = 86_400_000

/** Less than the age at which Refresh renews an answer, so that what nobody calculates is never renewed. */
const keptMs = 3 * dayMs

const digest = (text: string): string =>
  Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, text, Utilities.Charset.UTF_8)
    .slice(0, 8)
    .map((byte) => (byte & 255).toString(16).padStart(2, "0"))
    .join("")

/** A range that grows keeps its first id, and its note is replaced. The same formula costs one write a day. */
export const note = (questions: ReadonlyArray<Ask.Question>, properties: Properties.Texts): void => {
  const ids = Ask.idsOf(questions)
  const [first] = questions
  if (first === undefined || ids.length > mostIds) return
  const about = { endpoints: [...new Set(questions.map(({ endpoint }) => endpoint.id))], input: first.input }
  const key = prefix + digest(JSON.stringify([about.endpoints, about.input, ids[0]]))
  const text = JSON.stringify({ ...about, ids, at: Math.floor(Date.now() / dayMs) * dayMs } satisfies Noted)
  if (properties.get(key) !== text && properties.hasRoom(2 * Properties.bytesOf(text)))
    Properties.write(new Map([[key, text]]), properties)
}

const keysOf = (properties: Properties.Texts) => properties.keys().filter((key) => key.startsWith(prefix))

const read = (text = "{}"): Noted => {
  const { at = 0, endpoints = [], ids = [], input = {} }: Partial<Noted> = Object(JSON.parse(text))
  return { at, endpoints, ids, input }
}

/** Every question that formulas asked lately, once. Forgets the others. */
export const questions = (properties: Properties.Texts): ReadonlyArray<Ask.Question> => {
  const all = new Map<string, Ask.Question>()
  const old = new Set<string>()
  for (const key of keysOf(properties)) {
    const { at, endpoints, ids, input } = read(properties.get(key))
    if (at + keptMs < Date.now()) old.add(key)
    else {
      const known = endpoints.flatMap((id) => Subject.find(id)?.endpoints ?? [])
      for (const question of Ask.questions(known, ids, input))
        all.set(JSON.stringify([question.endpoint.id, Ask.inputOf(question)]), question)
    }
  }
  Properties.remove(old, properties)
  return [...all.values()]
}

/** Forgets everything: formulas that are still there note themselves when they are next calculated. */
export const forget = (): void => {
  const properties = Properties.read()
  Properties.remove(keysOf(properties), properties)
}
