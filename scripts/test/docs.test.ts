import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { PassThrough } from "node:stream"
import { remark } from "remark"
import remarkGfm from "remark-gfm"
import remarkValidateLinks from "remark-validate-links"
import { engine, type Options } from "unified-engine"
import { describe, expect, it } from "vitest"
import { documents } from "../docs/parts.ts"
import { markdown } from "../docs/markdown.ts"
import { packages, root } from "../workspace.mjs"

const files = markdown().map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }))

/** What a document shows as code: blocks and spans. */
const code = (text: string): string =>
  [...text.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].map(([found]) => found).join("\n")

describe("generated parts", () => {
  it.each(documents())("of $file are up to date (npx pnpm docs:write)", ({ now, wanted }) => {
    expect(now).toBe(wanted)
  })
})

describe("links", () => {
  it("lead to files and headings that are there", async () => {
    const report = new PassThrough()
    await new Promise<void>((resolve, reject) => {
      engine(
        {
          processor: remark().use(remarkGfm),
          // The engine hands the set of files over as well, which its types do not say.
          plugins: [[remarkValidateLinks, { repository: false }]] as unknown as Options["plugins"],
          files: files.map(({ file }) => file),
          cwd: root,
          color: false,
          quiet: true,
          streamError: report
        },
        (error) => (error ? reject(error) : resolve())
      )
    })
    expect(report.read()?.toString() ?? "").toBe("")
  })

  it("to pictures in HTML lead to files, and those to other places are addresses", () => {
    const wrong = files.flatMap(({ file, text }) => {
      const pictures = [...text.matchAll(/(?:src|srcset)="(?!https?:)([^"]+)"/g)].map(([, path = ""]) => path)
      const addresses = [...text.matchAll(/\]\((https?:[^)\s]*)\)/g)].map(([, address = ""]) => address)
      return [
        ...pictures.filter((path) => !existsSync(join(root, dirname(file), path))),
        ...addresses.filter((address) => !URL.canParse(address))
      ].map((link) => `${file}: ${link}`)
    })
    expect(wrong).toEqual([])
  })
})

describe("addresses of this repository", () => {
  it("lead to files that are there", () => {
    const missing = files.flatMap(({ file, text }) =>
      [
        ...text.matchAll(
          /https:\/\/(?:github\.com\/xingtu\/xingtu\/(?:blob|tree)|raw\.githubusercontent\.com\/xingtu\/xingtu)\/main\/([^)\s#"]+)/g
        )
      ]
        .map(([, path = ""]) => path)
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${file}: ${path}`)
    )
    expect(missing).toEqual([])
  })
})

describe("settings", () => {
  it("of the Slack bot are all in its README", () => {
    const read = ["packages/slack-bot/src/settings.ts", "packages/core/src/node/config.ts"]
      .map((file) => readFileSync(join(root, file), "utf8"))
      .join("\n")
    const readme = readFileSync(join(root, "packages/slack-bot/README.md"), "utf8")
    const names = [
      ...read.matchAll(/Config\.\w+\(\s*"([A-Z][A-Z_]+)"|(?:optional|optionalSecret|budget)\("([A-Z][A-Z_]+)"\)/g)
    ].map(([, one, two]) => one ?? two ?? "")
    expect(names.length).toBeGreaterThan(15)
    expect(names.filter((name) => !readme.includes(name))).toEqual([])
  })
})

describe("commands", () => {
  const scriptsOf = (folder: string): Record<string, string> =>
    JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).scripts ?? {}
  const named = new Map(
    packages().map((folder) => [JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name, folder])
  )

  it("name scripts that are there", () => {
    const own = new Set(["install", "exec", "pack", "add", "dlx"])
    const missing = files.flatMap(({ file, text }) =>
      [...code(text).matchAll(/\b(?:pnpm (?:--filter[ =](\S+) )?(?:run )?|npm run )([a-z][\w:-]*)/g)].flatMap(
        ([command, filter, script = ""]) => {
          const folder = filter === undefined ? root : named.get(filter)
          return own.has(script) || (folder !== undefined && script in scriptsOf(folder)) ? [] : [`${file}: ${command}`]
        }
      )
    )
    expect(missing).toEqual([])
  })
})
