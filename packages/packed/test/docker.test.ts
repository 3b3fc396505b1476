import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { needsRegistry } from "../src/packed.ts"
import { root } from "../src/root.ts"
import { run } from "../src/run.ts"

/** The instructions of a Dockerfile, each on one line. */
const instructions = (file: string): ReadonlyArray<readonly [name: string, rest: string]> =>
  readFileSync(join(root, file), "utf8")
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)])

const dockerfiles = ["packages/slack-bot/Dockerfile", "packages/mcp-server/Dockerfile"]

let folder = ""
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "xingtu-image-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The folders of an image, as folders of this one. */
const here = (text: string): string => text.replaceAll(/(?<![\w.@/-])\/(xingtu|app|data|tmp)\b/g, `${folder}/$1`)

/** What `COPY . .` takes: the checkout, without what was made in it. */
const copyCheckout = async (into: string) => {
  const files = await run(root, "git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
  for (const file of files.split("\0").filter((name) => name !== "")) {
    mkdirSync(dirname(join(into, file)), { recursive: true })
    cpSync(join(root, file), join(into, file))
  }
}

/** Runs the steps of the first stage, as far as they need no image. Gives how the image starts. */
const build = async (file: string): Promise<ReadonlyArray<string>> => {
  mkdirSync(join(folder, "tmp"))
  let cwd = folder
  let path = process.env["PATH"] ?? ""
  for (const [name, rest] of instructions(file).slice(1)) {
    if (name === "FROM") break
    if (name === "WORKDIR") mkdirSync((cwd = here(rest)), { recursive: true })
    else if (name === "ENV") path = here(rest.replace(/^PATH=(.*):\$PATH$/, `$1:${path}`))
    else if (name === "COPY" && rest === ". .") await copyCheckout(cwd)
    else if (name === "RUN") await run(cwd, "sh", ["-ec", here(rest)], { PATH: path })
    else throw new Error(`Not understood here: ${name} ${rest}`)
  }
  const [, entry = "[]"] = instructions(file).find(([name]) => name === "ENTRYPOINT") ?? []
  return JSON.parse(here(entry))
}

describe.each(dockerfiles)("%s", (file) => {
  it("starts from the workspace's own Node, pinned by digest, and its own pnpm", () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
    const images = instructions(file).flatMap(([name, rest]) => (name === "FROM" ? [rest.replace(/ AS .*/, "")] : []))
    expect(new Set(images).size).toBe(1)
    expect(images[0]).toMatch(new RegExp(`^node:${devDependencies.node}-[a-z-]+@sha256:[0-9a-f]{64}$`))
    const text = readFileSync(join(root, file), "utf8")
    expect(text.match(/pnpm@[\d.]+/g)).toEqual([`pnpm@${devDependencies.pnpm}`])
    expect(text).not.toMatch(/latest|npm install/)
  })

  it.skipIf(needsRegistry !== "")(
    `builds a program that starts out of the checkout${needsRegistry}`,
    { timeout: 400_000 },
    async () => {
      const [program = "", main = ""] = await build(file)
      mkdirSync(join(folder, "data"))
      rmSync(join(folder, "xingtu"), { recursive: true })
      expect(await run(join(folder, "data"), program, [main, "--version"])).toMatch(/\d+\.\d+\.\d+/)
    }
  )
})
