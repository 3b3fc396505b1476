import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core"
import { globSync, readdirSync, readFileSync, statSync } from "node:fs"
import { dirname, join, normalize, relative, sep } from "node:path"
import { publint } from "publint"
import { formatMessage } from "publint/utils"
import { describe, expect, inject, it } from "vitest"
import { root } from "../src/root.ts"

/** Resolutions that our packages, which are ES modules, do not serve. */
const others = new Set(["node10", "node16-cjs"])

it("every package that goes to npm is packed here", () => {
  const manifests = globSync("packages/*/package.json", { cwd: root }).map((file) =>
    JSON.parse(readFileSync(join(root, file), "utf8"))
  )
  const published = manifests.filter((manifest) => manifest.private !== true).map(({ name }) => name)
  expect(
    inject("packed")
      .map(({ name }) => name)
      .sort()
  ).toEqual(published.sort())
})

describe.each(inject("packed"))("the tarball of $name", ({ source, tarball, contents }) => {
  const manifest = JSON.parse(readFileSync(join(contents, "package.json"), "utf8"))
  const files = readdirSync(contents, { recursive: true, encoding: "utf8" }).filter((file) =>
    statSync(join(contents, file)).isFile()
  )
  const text = (file: string) => readFileSync(join(contents, file), "utf8")

  it("says what it is, whose it is and where it comes from", () => {
    expect(manifest).toMatchObject({
      description: expect.stringMatching(/.{20}/),
      license: "MIT",
      author: expect.anything(),
      repository: {
        type: "git",
        url: expect.stringMatching(/github\.com\/xingtu\/xingtu\.git$/),
        directory: relative(root, source)
      }
    })
    expect(manifest.keywords).toContain("xingtu")
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]))
    expect(text("LICENSE")).toBe(readFileSync(join(root, "LICENSE"), "utf8"))
  })

  it("has no version that only this workspace understands, and no script that runs at installation", () => {
    const versions = Object.values({
      ...manifest.dependencies,
      ...manifest.peerDependencies,
      ...manifest.optionalDependencies
    })
    expect(versions.filter((version) => /^(workspace|catalog|link|file):/.test(String(version)))).toEqual([])
    expect(
      Object.keys(manifest.scripts ?? {}).filter((name) => /^(pre|post)?install$|^(pre|post)?prepare$/.test(name))
    ).toEqual([])
  })

  it("holds neither tests nor anything of this machine", () => {
    expect(
      files.filter((file) => /(^|\/)(test|tests|recorded|node_modules)\/|\.test\.|tsbuildinfo|test-report/.test(file))
    ).toEqual([])
    expect(
      files.filter((file) => /\.(js|cjs|mjs|ts|map|json|html|md)$/.test(file) && text(file).includes(root))
    ).toEqual([])
  })

  it("has source maps whose sources are in it", () => {
    const missing = files
      .filter((file) => file.endsWith(".map"))
      .flatMap((file) => {
        const { sources, sourcesContent = [] } = JSON.parse(text(file)) as {
          sources: Array<string>
          sourcesContent?: Array<string | null>
        }
        return sources
          .filter((_, i) => typeof sourcesContent[i] !== "string")
          .map((it) => normalize(join(dirname(file), it)))
          .filter((it) => it.startsWith(`..${sep}`) || !files.includes(it))
      })
    expect(missing).toEqual([])
  })

  it("pleases publint", async () => {
    const { messages, pkg } = await publint({ pkgDir: contents, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
  })

  it("resolves to the right types", async () => {
    const found = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))))
    const problems =
      found.types === false
        ? // Programs and bundles that nobody imports have no types at all.
          files.filter((file) => file.endsWith(".d.ts"))
        : found.problems.filter((problem) => !("resolutionKind" in problem && others.has(problem.resolutionKind)))
    expect(problems).toEqual([])
  })
})
