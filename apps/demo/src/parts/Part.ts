import type { Lang, Words } from "@xingtu/core"
import type { Asked } from "../ask.ts"
import type { Source } from "../source.ts"

/** What a part may use. The answers in `asked` are paid for: show those before asking for more. */
export interface Stage {
  readonly lang: Lang
  readonly source: Source
  readonly asked: ReadonlyArray<Asked>
}

/** A piece of the demo after the tables: one file here and one line in `index.ts`. */
export interface Part {
  readonly title: Words
  /** Lines to print. A part without a sandbox must not cause a charge. */
  readonly show: (stage: Stage) => Promise<string>
}
