import { readFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./root.ts"

/** The blocks of TypeScript in a document. */
export const blocks = (document: string): ReadonlyArray<string> =>
  [...readFileSync(join(root, document), "utf8").matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code)
