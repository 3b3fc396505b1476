import { readdirSync, readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { directory, pages } from "../../scripts/pages.ts"

it("docs/endpoints is what `pnpm docs:endpoints` writes", () => {
  const written = new Map(readdirSync(directory).map((file) => [file, readFileSync(new URL(file, directory), "utf8")]))
  const stale = [...pages()].filter(([file, text]) => written.get(file) !== text).map(([file]) => file)
  expect(stale).toEqual([])
  expect([...written.keys()].toSorted()).toEqual([...pages().keys()].toSorted())
})
