import { execFileSync } from "node:child_process"
import { dirname } from "node:path"
import { expect, it } from "vitest"
import { root } from "../workspace.mjs"

it("folders hold what a reader takes in at a glance: sixteen sources, and the endpoints, one file each", () => {
  const files = execFileSync("git", ["ls-files", "*.ts"], { cwd: root, encoding: "utf8" }).trim().split("\n")
  const full = Object.entries(Object.groupBy(files, (file) => dirname(file))).flatMap(([folder, inside = []]) =>
    inside.length > 16 ? [`${folder}: ${inside.length}`] : []
  )
  expect(full).toEqual([expect.stringMatching(/^packages\/core\/src\/endpoints: \d+$/)])
})
