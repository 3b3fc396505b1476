import type { Lang, Words } from "@xingtu/core"
import type { Sandbox } from "@xingtu/sandbox"
import type { Client } from "../ask.ts"

/** What a part may use. */
export interface Stage extends Client {
  readonly lang: Lang
  readonly sandbox: Sandbox
  readonly shortlist: ReadonlyArray<string>
}

/** A piece of the demo after the tables: one file here and one line in `index.ts`. */
export interface Part {
  readonly title: Words
  /** Lines to print. */
  readonly show: () => Promise<string>
}
