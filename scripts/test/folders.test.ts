import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { expect, it } from "vitest"
import { root } from "../workspace.mjs"

const files = execFileSync("git", ["ls-files", "*.ts"], { cwd: root, encoding: "utf8" }).trim().split("\n")

it("folders hold what a reader takes in at a glance: sixteen sources, and the endpoints, one file each", () => {
  const sizes = new Map<string, number>()
  for (const file of files) sizes.set(dirname(file), (sizes.get(dirname(file)) ?? 0) + 1)
  const full = [...sizes].flatMap(([folder, size]) => (size > 16 ? [`${folder}: ${size}`] : []))
  expect(full).toEqual([expect.stringMatching(/^packages\/core\/src\/endpoints: \d+$/)])
})

it("a file with a capital is imported as a namespace, or named for what it exports", () => {
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]))
  const namespaces = new Set(
    [...texts].flatMap(([file, text]) =>
      [...text.matchAll(/\* as \w+ from "(\..+?)"/g)].map(([, path = ""]) => join(dirname(file), path))
    )
  )
  const misnamed = [...texts].filter(([file, text]) => {
    const name = /^[A-Z]\w*/.exec(basename(file))?.[0]
    const own = new RegExp(`^export (default )?(class|const|interface|type|function) (Xingtu)?${name}\\b`, "m")
    return name !== undefined && !namespaces.has(file) && !own.test(text)
  })
  expect(misnamed.map(([file]) => file)).toEqual([])
})
