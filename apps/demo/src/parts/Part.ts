import type { Lang, Words } from "@xingtu/core"
import type { XingtuPromise } from "@xingtu/core/promise"
import type { Sandbox } from "@xingtu/sandbox"

/** What a part may use. */
export interface Stage {
  readonly lang: Lang
  readonly sandbox: Sandbox
  readonly xingtu: XingtuPromise
  readonly shortlist: ReadonlyArray<string>
}

/** A piece of the demo after the tables: one file here and one line in `index.ts`. */
export interface Part {
  readonly title: Words
  /** Lines to print. */
  readonly show: () => Promise<string>
}
