import * as Ask from "./Ask.ts"
import { nameOf } from "./Drawer.ts"
import * as Properties from "./Properties.ts"

/** Questions that were paid for, or may have been, and brought no answer: only a person asks them again before they are old. One property for all. */

const name = "v"

const keyOf = (question: Ask.Question): string => nameOf(JSON.stringify([question.endpoint.id, Ask.inputOf(question)]))

const read = (properties: Properties.Texts): ReadonlyMap<string, number> => {
  const all: Readonly<Record<string, number>> = JSON.parse(properties.get(name) ?? "{}")
  return new Map(Object.entries(all).filter(([, until]) => until > Date.now()))
}

/** Those that nobody asked in vain lately. */
export const without = (properties: Properties.Texts, questions: ReadonlyArray<Ask.Question>): ReadonlyArray<Ask.Question> => {
  const known = read(properties)
  return questions.filter((question) => !known.has(keyOf(question)))
}

export const note = (outcomes: ReadonlyArray<Ask.Outcome>, forMs: number): void => {
  const vain = outcomes.filter(({ charged, failure }) => failure !== undefined && !failure.retry && charged !== "no")
  const properties = Properties.read()
  const until = Date.now() + forMs
  const text = JSON.stringify(Object.fromEntries([...read(properties), ...vain.map(({ question }) => [keyOf(question), until] as const)]))
  if (vain.length > 0 && properties.hasRoom(text.length)) Properties.write(new Map([[name, text]]), properties)
}
