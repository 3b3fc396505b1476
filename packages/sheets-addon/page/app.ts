import type { Words } from "@xingtu/core"
import type { Plan, Request } from "../src/runs/Request.ts"
import { refused } from "../src/util/refused.ts"
import type { Handlers, State } from "../src/Sidebar.ts"

/** What the page knows, and the way to the document. */

type Given<N extends keyof Handlers> = Parameters<Handlers[N]> extends [] ? [] : Parameters<Handlers[N]>

type Told<N extends keyof Handlers> = Extract<ReturnType<Handlers[N]>, { readonly _tag: "Success" }>["success"]

interface Runner {
  readonly withSuccessHandler: (
    heard: (answer: { readonly value?: unknown; readonly problem?: Words } | null) => void
  ) => Runner
  readonly withFailureHandler: (heard: (error: unknown) => void) => Runner
  readonly xingtuCall: (name: string, given: unknown) => void
}

declare const google: { readonly script: { readonly run: Runner } }

/**
 * Asks the document; a problem it tells, or what an error of Google's means, is thrown in both languages; nothing where
 * nobody knows.
 */
export const ask = <N extends keyof Handlers>(name: N, ...[given = null]: Given<N> | [null]): Promise<Told<N>> =>
  new Promise((resolve, reject) => {
    google.script.run
      .withSuccessHandler((answer) =>
        answer === null || answer.problem !== undefined ? reject(answer?.problem) : resolve(answer.value as Told<N>)
      ) // what the handler of this name answers
      .withFailureHandler((error) => reject(refused(error)))
      .xingtuCall(name, given)
  })

export type Tab = "fetch" | "formulas" | "tools" | "settings"

export const emptyForm: Request = { subject: "report", ids: "", fields: "", options: {}, to: "" }

export const app: {
  state: State | undefined
  tab: Tab
  form: Request
  plan: Plan | undefined
  /** Settings that are not saved yet. */
  draft: State["settings"] | undefined
  /** The run that this page shows. */
  job: State["job"] | undefined
  /** The run was there before this page. */
  reopened: boolean
  /** A run that a person has turned away from. */
  dismissed: string | undefined
  working: boolean
  stopping: boolean
  /** What the run had cost when the figures of the day were read. */
  chargedBefore: number
} = {
  state: undefined,
  tab: "fetch",
  form: emptyForm,
  plan: undefined,
  draft: undefined,
  job: undefined,
  reopened: false,
  dismissed: undefined,
  working: false,
  stopping: false,
  chargedBefore: 0
}

let painter = (): void => undefined

export const paintWith = (paint: () => void): void => {
  painter = paint
}

export const paint = (): void => painter()

let counter = (): void => undefined

export const countWith = (count: () => void): void => {
  counter = count
}

/** The figures of the day again, without touching the page somebody is at. */
export const recount = async (): Promise<void> => {
  learn(await ask("state"))
  counter()
}

/** Takes in what the document says of itself; a run that has not ended is shown. */
export const learn = (state: State): void => {
  app.state = state
  const { job } = state
  if (app.job === undefined && job !== undefined && job.state !== "finished" && job.id !== app.dismissed) {
    app.job = job
    app.reopened = true
  }
}
