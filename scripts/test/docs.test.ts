import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { PassThrough } from "node:stream"
import { remark } from "remark"
import remarkGfm from "remark-gfm"
import remarkValidateLinks from "remark-validate-links"
import { engine, type Options } from "unified-engine"
import { describe, expect, it } from "vitest"
import { doors, namesIn, publicNames } from "../docs/Api.ts"
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

describe("the public names of core", () => {
  it("say what they are for: a sentence, not a number", () => {
    const bare = doors.flatMap((door) =>
      [...publicNames(door)].filter(([, words]) => !/[A-Za-z].* .*[a-z]/.test(words))
    )
    expect(bare).toEqual([])
  })

  it("fit on one page: a row for each module", () => {
    const page = files.find(({ file }) => file === "docs/api.md")?.text ?? ""
    expect(page.split("\n").length).toBeLessThan(90)
    expect(
      doors.flatMap((door) =>
        [...publicNames(door).keys()].filter((name) => !page.includes(`\`${name.replace(/.*\./, "")}\``))
      )
    ).toEqual([])
  })

  it("are those that users need: the parts adapters are made of have a door of their own", () => {
    const names = [...publicNames("root").keys()]
    expect(names.length).toBeGreaterThan(150)
    const inner = /Limiter|QuotaDay|nearest|Ledger|Gate\.|Client\b|Attempts|Flight|makeTimed|question$|Store\.memory$/
    expect(names.filter((name) => inner.test(name))).toEqual([])
  })

  it("are the names the doors have when they are loaded", async () => {
    const loaded = { root: await import("@xingtu/core"), schema: await import("@xingtu/core/schema") }
    for (const door of ["root", "schema"] as const) {
      const read = new Set([...publicNames(door).keys()].map((name) => name.replace(/\..*/, "")))
      expect(Object.keys(loaded[door]).filter((name) => !read.has(name))).toEqual([])
    }
  })
})

describe("what other packages hand on", () => {
  it.each([
    "apps/sandbox/src/index.ts",
    "packages/n8n-node/src/index.ts",
    "packages/n8n-testing/host/index.ts",
    "packages/sheets-addon/host/index.ts",
    "packages/slack-bot/src/index.ts",
    "packages/testing/src/index.ts"
  ])("%s: every name says what it is for, in the glossary's terms", (file) => {
    const names = [...namesIn(file)]
    expect(names.length).toBeGreaterThan(2)
    const wrong = names.filter(
      ([, words]) =>
        !/[A-Za-z].* .*[a-z]/.test(words) || /\b(ask|answer|question)(s|ed|ing)?\b/i.test(words.replace(/`[^`]*`/g, ""))
    )
    expect(wrong).toEqual([])
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

describe("pictures", () => {
  const shown = files.flatMap(({ file, text }) =>
    [
      ...text.matchAll(/!\[([^\]]*)\]\((?!https?:)([^)\s]+)\)|<img src="(?!https?:)([^"]+)"(?:[^>]* alt="([^"]*)")?/g)
    ].map(([, alt, path, source, text]) => ({
      file,
      path: join(dirname(file), path ?? source ?? ""),
      alt: alt ?? text ?? ""
    }))
  )

  it("that are kept are all in a document, and those in documents are kept", () => {
    const kept = globSync("docs/images/*", { cwd: root })
    expect(kept.length).toBeGreaterThan(25)
    expect([...new Set(shown.map(({ path }) => path))].toSorted()).toEqual(kept.toSorted())
  })

  it("say what they show to those who cannot see them", () => {
    expect(shown.filter(({ alt }) => alt.trim() === "")).toEqual([])
  })
})

describe("where this repository lives", () => {
  const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
  const address: string = manifestOf(root).repository.url
  const [, place = ""] = /([\w.-]+\/[\w.-]+)\.git$/.exec(address) ?? []

  it("is said in the manifest of the root; published packages repeat it for npm, with their folder", () => {
    const repeated = packages()
      .map((folder) => ({ folder, ...manifestOf(folder) }))
      .filter((it) => it.private !== true)
      .map(({ folder, repository }) => ({ ...repository, folder: relative(root, folder) }))
    expect(repeated.length).toBeGreaterThan(4)
    for (const { directory, folder, url } of repeated)
      expect({ url, directory }).toEqual({ url: address, directory: folder })
  })

  it("is said nowhere else: a reader clones this repository from where they found it", () => {
    const texts = globSync(
      "{*,.github/**/*,{apps,docs,examples,packages,scripts}/**/*}.{md,ts,mjs,js,json,yaml,yml,html,svg}",
      {
        cwd: root,
        exclude: (name) => /(^|\/)(node_modules|dist|test-pictures|packages-out)(\/|$)/.test(name)
      }
    )
    const all = [...texts, ...globSync("packages/*/Dockerfile", { cwd: root })].filter(
      (file) => !file.endsWith("package.json")
    )
    expect(all.length).toBeGreaterThan(500)
    // Put together, so that it is not found here.
    const addresses = new RegExp([`\\.[a-z]+[/:]${place}`, `git ${"clone"} +\\S*[:/]\\S`].join("|"))
    expect(all.filter((file) => addresses.test(readFileSync(join(root, file), "utf8")))).toEqual([])
  })
})

describe("settings", () => {
  it("of the Slack bot are all in its README", () => {
    const read = ["packages/slack-bot/src/settings.ts", "packages/core/src/node/config.ts"]
      .map((file) => readFileSync(join(root, file), "utf8"))
      .join("\n")
    const readme = readFileSync(join(root, "packages/slack-bot/README.md"), "utf8")
    const names = [...read.matchAll(/"([A-Z]{2,}[A-Z_]*)"/g)].map(([, name = ""]) => name)
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
    const own = new Set(["install", "exec", "pack", "add", "dlx", "deploy"])
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
