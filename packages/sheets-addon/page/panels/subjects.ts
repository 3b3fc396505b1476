import type { Words } from "@xingtu/core"

/** What can be requested: written into the page when it is built, from core's catalogue. */
export interface Subject {
  readonly id: string
  readonly group: Words
  readonly title: Words
  readonly about: Words
  /** What a row is: a creator, a video, or the words of a search. */
  readonly rows: "creators" | "videos" | "keywords"
  readonly options: ReadonlyArray<Option>
  readonly columns: ReadonlyArray<{ readonly title: Words; readonly usual: boolean }>
}

export interface Option {
  readonly name: string
  readonly title: Words
  readonly kind: "choice" | "date" | "text"
  readonly required: boolean
  readonly choices: ReadonlyArray<readonly [value: string, words: Words]>
  readonly example?: string
  /** What holds when nothing is chosen; it is none of the choices. */
  readonly usual?: Words
}

declare const xingtuSubjects: readonly [Subject, ...ReadonlyArray<Subject>]

export const subjects = xingtuSubjects

export const find = (id: string): Subject => subjects.find((subject) => subject.id === id) ?? subjects[0]
