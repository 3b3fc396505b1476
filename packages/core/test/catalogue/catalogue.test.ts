import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { drift, ofCore } from "../../scripts/compare.ts"
import { draft } from "../../scripts/draft.ts"
import { type Facts, ofOpenApi, saved } from "../../scripts/facts.ts"
import { catalogue, deprecated, Endpoint } from "../../src/adapter.ts"

/** The facts as the vendor would publish them. */
const openApi = (facts: Facts) => ({
  openapi: "3.1.0",
  paths: Object.fromEntries(
    Object.entries(facts).map(([path, { summary, deprecated, params }]) => [
      path,
      {
        get: {
          summary,
          deprecated,
          parameters: [
            { name: "token", in: "query", required: true, schema: { type: "string" } },
            ...Object.entries(params).map(([name, { type, required, values, default: fallback }]) => ({
              name,
              in: "query",
              required: required ?? false,
              schema: {
                type,
                enum: values,
                default: type === "integer" && fallback !== undefined ? Number(fallback) : fallback
              }
            }))
          ]
        }
      }
    ])
  )
})

const script = fileURLToPath(new URL("../../scripts/check.ts", import.meta.url))

const check = (document: unknown) => {
  const file = join(mkdtempSync(join(tmpdir(), "xingtu-")), "openapi.json")
  writeFileSync(file, JSON.stringify(document))
  const { status, stdout } = spawnSync(process.execPath, [script, file], { encoding: "utf8" })
  return { status, lines: stdout.trim().split("\n").slice(0, -1) }
}

const search = "/api/douyin-xingtu/gw/api/gsearch/search_for_author_square/v1"
const spread = "/api/douyin-xingtu/gw/api/data_sp/get_author_spread_info/v1"
const tags = "/api/douyin-xingtu/gw/api/aggregator/get_author_tags/v1"

describe("core and the vendor's catalogue", () => {
  it("agree in both directions", () => {
    expect(drift(ofCore(), saved())).toEqual([])
    expect(drift(saved(), ofCore())).toEqual([])
  })

  it("agree with a document made from it", () => {
    expect(check(openApi(saved()))).toEqual({ status: 0, lines: [] })
  })

  it("show exactly the drift", () => {
    const facts: Record<string, Facts[string]> = { ...saved() }
    delete facts[tags]
    const { range, ...rest } = facts[spread]?.params ?? {}
    facts[spread] = {
      summary: "Spread Metrics",
      deprecated: true,
      params: {
        ...rest,
        type: { type: "string", required: true, values: ["PERSONAL_VIDEO", "LIVE"], default: "PERSONAL_VIDEO" },
        window: { type: "integer" }
      }
    }
    facts["/api/douyin-xingtu/gw/api/new/v1"] = { summary: "Something New", params: {} }
    facts[search] = {
      ...facts[search]!,
      params: { ...facts[search]!.params, sort: { type: "string", values: ["DEFAULT", "FANS"], default: "DEFAULT" } }
    }
    expect(range).toBeDefined()
    expect(check(openApi(facts))).toEqual({
      status: 1,
      lines: [
        "+ /api/douyin-xingtu/gw/api/new/v1 Something New",
        `- ${tags}`,
        `~ ${search}`,
        "  ~ sort: default FANS is now DEFAULT",
        `~ ${spread}`,
        "  ~ now deprecated",
        "  + window",
        "  - range",
        "  ~ type: now required",
        "  + type: choice LIVE",
        "  - type: choice XINTU_VIDEO"
      ]
    })
  })

  it("are saved in the order of their paths, which is no failure though core differs", () => {
    const facts = Object.entries<Facts[string]>({
      "/api/douyin-xingtu/gw/api/a/v1": { summary: "Something New", params: {} },
      ...saved()
    })
    const folder = mkdtempSync(join(tmpdir(), "xingtu-"))
    cpSync(new URL("../../scripts", import.meta.url), join(folder, "scripts"), { recursive: true })
    symlinkSync(new URL("../../src", import.meta.url), join(folder, "src"))
    mkdirSync(join(folder, "catalogue"))
    const file = join(folder, "openapi.json")
    writeFileSync(file, JSON.stringify(openApi(Object.fromEntries(facts.toReversed()))))
    const { status, stdout } = spawnSync(process.execPath, [join(folder, "scripts/check.ts"), file, "--save"], {
      encoding: "utf8",
      cwd: folder
    })
    expect(stdout).toContain("Saved its facts in catalogue/catalogue.json.")
    expect(status).toBe(0)
    expect(Object.keys(JSON.parse(readFileSync(join(folder, "catalogue/catalogue.json"), "utf8")))).toEqual(
      facts.map(([path]) => path).toSorted()
    )
  })

  it("refuse a document of something else", () => {
    expect(check({ paths: {} }).status).toBe(2)
    expect(spawnSync(process.execPath, [script, "no-such-file.json"], { encoding: "utf8" }).stderr).toMatch(
      /^no-such-file.json cannot be read as JSON: .*\n$/
    )
  })

  it("ignore a default that is none of the choices, and read the values a comma list names", () => {
    const parameters = [
      { name: "range", in: "query", schema: { type: "string", enum: ["DAY_30"], default: "90" } },
      {
        name: "image",
        in: "query",
        description: "Shortcuts: AGE_18_23, AGE_GT_50. Example: AGE_18_23",
        schema: { type: "string" }
      }
    ]
    expect(
      ofOpenApi({
        paths: { "/api/douyin-xingtu/x": { get: { summary: "X", parameters } }, "/api/other/y": { get: {} } }
      })
    ).toEqual({
      "/api/douyin-xingtu/x": {
        summary: "X",
        params: {
          range: { type: "string", values: ["DAY_30"] },
          image: { type: "string", values: ["AGE_18_23", "AGE_GT_50"] }
        }
      }
    })
  })
})

describe("the endpoints", () => {
  const all = Object.entries<Endpoint.Endpoint>({ ...catalogue, ...deprecated })

  it("are named by their ids, one path and one set of names each", () => {
    for (const [id, endpoint] of all) expect(endpoint.id).toBe(id)
    expect(new Set(all.map(([, endpoint]) => endpoint.path)).size).toBe(all.length)
    const names = Object.values<Endpoint.Endpoint>(catalogue).flatMap((endpoint) => [
      Endpoint.kebab(endpoint.id),
      ...(endpoint.aliases ?? [])
    ])
    expect(new Set(names).size).toBe(names.length)
  })

  it("have words in both languages", () => {
    const words = all.flatMap(([, endpoint]) => [
      endpoint.title,
      endpoint.about,
      ...Endpoint.fields(endpoint).flatMap((field) => [
        field.title,
        field.about,
        ...field.choices.map((choice) => choice.words)
      ])
    ])
    for (const { en, zh } of words) {
      expect(en).toMatch(/[A-Za-z]/)
      expect(zh).toMatch(/\p{Script=Han}/u)
    }
  })

  it("have examples that are accepted", () => {
    const refused = all.flatMap(([id, endpoint]) =>
      Object.entries(endpoint.params).flatMap(([name, param]) =>
        [param.example, param.default]
          .filter((value) => value !== undefined && param.parse(value)._tag === "Failure")
          .map((value) => `${id} ${name} ${value}`)
      )
    )
    expect(refused).toEqual([])
  })
})

describe("pnpm new:endpoint", () => {
  it("drafts what the facts say and leaves the words to a person", () => {
    expect(
      draft("/api/douyin-xingtu/x", {
        summary: "Creator Something New",
        params: {
          oAuthorId: { type: "string", required: true },
          sortBy: { type: "string", values: ["MOST_LIKED", "NEWEST"], default: "NEWEST" }
        }
      })
    ).toEqual({
      id: "creatorSomethingNew",
      source: `import * as Endpoint from "../endpoint/Endpoint.ts"
import * as Param from "../endpoint/Param.ts"
import { creatorId } from "../endpoint/params.ts"
import * as Wire from "../endpoint/Wire.ts"

export const creatorSomethingNew = Endpoint.make("creatorSomethingNew", {
  path: "/api/douyin-xingtu/x",
  group: "creator",
  title: { en: "Creator something new", zh: "" },
  about: { en: "", zh: "" },
  params: {
    oAuthorId: creatorId,
    sortBy: Param.withDefault(Param.choice({ en: "Sort by", zh: "" }, { en: "", zh: "" }, {
      MOST_LIKED: ["Most liked", ""],
      NEWEST: ["Newest", ""]
    }), "NEWEST")
  },
  data: Wire.struct({})
})
`
    })
  })

  it("takes a shared parameter only where it takes the same values and assumes the same one", () => {
    const choice = (values: ReadonlyArray<string>, assumed: string) => ({
      type: "string" as const,
      values,
      default: assumed
    })
    const { source } = draft("/api/douyin-xingtu/x", {
      summary: "X",
      params: {
        range: choice(["DAY_30", "DAY_90"], "DAY_90"),
        platform: choice(["SHORT_VIDEO", "LIVE_STREAMING"], "SHORT_VIDEO")
      }
    })
    expect(source).toContain(`import { longRange } from "../endpoint/params.ts"`)
    expect(source).toContain("range: longRange,")
    expect(source).toContain("platform: Param.withDefault(Param.choice(")
  })

  it("drafts files that type-check, for every path", () => {
    const directory = mkdtempSync(join(tmpdir(), "xingtu-"))
    const root = new URL("../..", import.meta.url)
    for (const [path, facts] of Object.entries(saved())) {
      const { id, source } = draft(path, facts)
      writeFileSync(
        join(directory, `${id}${facts.deprecated ? "Old" : ""}.mts`),
        source.replaceAll(`"../`, `"${fileURLToPath(root)}src/`)
      )
    }
    const options = {
      extends: fileURLToPath(new URL("tsconfig.json", root)),
      include: ["."],
      compilerOptions: { types: [], rewriteRelativeImportExtensions: false, allowImportingTsExtensions: true }
    }
    writeFileSync(join(directory, "tsconfig.json"), JSON.stringify(options))
    const { stdout } = spawnSync(
      process.execPath,
      [fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", root)), "-p", directory],
      { encoding: "utf8" }
    )
    expect(stdout).toBe("")
  })
})
