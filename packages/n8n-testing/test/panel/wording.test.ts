import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { INodeProperties, INodeTypeDescription } from "n8n-workflow"
import { afterAll, expect, inject, test } from "vitest"
import { root } from "../../scripts/root.ts"
import { analyze } from "../support/analyze.ts"
import { description } from "../support/n8n.ts"

const folder = mkdtempSync(join(tmpdir(), "xingtu-wording-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`

/** A value the way somebody would have typed it. */
const typed = (value: unknown): string => {
  if (typeof value === "string") return quoted(value)
  if (Array.isArray(value)) return `[${value.map(typed).join(", ")}]`
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, one]) => `${/^\w+$/.test(key) ? key : quoted(key)}: ${typed(one)}`)
      .join(", ")} }`
  return String(value)
}

/** The derived panel as a hand-written one, so that n8n's rules for words, order and defaults can read it. */
const written = ({ displayName, name, properties, ...rest }: INodeTypeDescription) => `
import { type INodeType, type INodeTypeDescription, NodeConnectionTypes } from 'n8n-workflow';
export class ${name.replace(/^./, (letter) => letter.toUpperCase())} implements INodeType {
  description: INodeTypeDescription = {
    displayName: ${quoted(displayName)},
    name: ${quoted(name)},
    icon: { light: 'file:../../icons/xingtu.svg', dark: 'file:../../icons/xingtu.dark.svg' },
    group: ${typed(rest.group)},
    version: 1,
    subtitle: ${quoted(rest.subtitle ?? "")},
    description: ${quoted(rest.description)},
    defaults: ${typed(rest.defaults)},
    ${rest.polling === true ? "polling: true," : "usableAsTool: true,"}
    inputs: [${rest.polling === true ? "" : "NodeConnectionTypes.Main"}],
    outputs: [NodeConnectionTypes.Main],
    credentials: ${typed(rest.credentials)},
    properties: ${typed(properties.filter(({ name }) => name !== "pollTimes"))},
  };
}
`

test("n8n's rules for words, order and defaults hold for the panels derived from core", async () => {
  const nodes = join(folder, "nodes", "Xingtu")
  mkdirSync(nodes, { recursive: true })
  for (const name of ["icons", "credentials", "package.json"])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  writeFileSync(join(nodes, "Xingtu.node.ts"), written(await description("xingtu")))
  writeFileSync(join(nodes, "XingtuTrigger.node.ts"), written(await description("xingtuTrigger")))
  expect(analyze(folder, ["nodes/**/*.ts"])).toBe("")
})

test("every operation that gives items says what they look like", async () => {
  const schemas = join(inject("installed"), "dist/nodes/Xingtu/__schema__/v1.0.0")
  const files = readdirSync(schemas, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"))
  const { properties } = await description("xingtu")
  const operations = properties
    .filter(({ name }) => name === "operation")
    .flatMap(({ displayOptions, options = [] }) =>
      options.map(
        (option) =>
          `${String(displayOptions?.show?.["resource"]?.[0])}/${"value" in option ? String(option.value) : ""}.json`
      )
    )
  expect([...files, "quota/quotaReopen.json", "quota/quotaStatus.json"].sort()).toEqual(operations.sort())
})

test("labels keep their units, and every switch says what it does", async () => {
  const all = (properties: ReadonlyArray<INodeProperties>): ReadonlyArray<INodeProperties> =>
    properties.flatMap((property) => [
      property,
      ...all((property.options ?? []).filter((option) => "displayName" in option && "type" in option))
    ])
  const panel = all((await description("xingtu")).properties)
  const labels = panel.flatMap(({ displayName, options = [] }) => [
    displayName,
    ...options.map((option) => ("name" in option ? option.name : ""))
  ])
  expect(labels).toContain("Expected CPM, Placement")
  expect(labels.filter((label) => /\d S\b/.test(label))).toEqual([])
  const switches = panel.filter(({ type }) => type === "boolean").map(({ description }) => description)
  expect(switches).toContain("Whether to find only celebrities")
  expect(switches.filter((said) => !/^Whether to (?!only )[a-z]/.test(said ?? ""))).toEqual([])
})

test("an agent reads what each operation does", async () => {
  const { properties } = await description("xingtu")
  const actions = properties
    .filter(({ name }) => name === "operation")
    .flatMap(({ options = [] }) => options.map((option) => ("action" in option ? option.action : undefined)))
  expect(new Set(actions).size).toBe(actions.length)
  for (const action of actions) expect(action).toMatch(/^(Allocate|Get|Rank|Reopen|Search) [a-z]/)
})

test("the README names every operation with what it gives", () => {
  const { stderr } = spawnSync(process.execPath, [join(import.meta.dirname, "../../scripts/readme.ts"), "--check"], {
    encoding: "utf8"
  })
  expect(stderr).toBe("")
})
