export interface Case {
  readonly about: string
  readonly path: string
  readonly code: string
  /** The one rule that must speak; without it the code must pass. */
  readonly rule?: string
}

let number = 0
const inside = (place: string) => (place.endsWith(".ts") ? place : `${place}/case${(number += 1)}.ts`)

const bad = (rule: string, about: string, place: string, code: string): Case => ({
  about: `${about} is refused`,
  path: inside(place),
  code: `${code}\n`,
  rule
})
const good = (about: string, place: string, code: string): Case => ({
  about: `${about} is allowed`,
  path: inside(place),
  code: `${code}\n`
})

const core = "packages/core/src"
const coreTest = "packages/core/test"
const slack = "packages/slack-bot/src"
const demo = "apps/demo/src"
const from = (name: string) => `export { x } from "${name}"`

const imports = "eslint(no-restricted-imports)"
const adapters = [
  { place: "packages/n8n-node/src", name: "n8n-nodes-xingtu" },
  { place: slack, name: "@xingtu/slack-bot" },
  { place: "packages/sheets-addon/src", name: "@xingtu/sheets-addon" },
  { place: "packages/mcp-server/src", name: "@xingtu/mcp-server" }
]
const arrows = [
  ...adapters.flatMap(({ name, place }) => [
    ...adapters
      .filter((other) => other.name !== name)
      .flatMap((other) => [
        bad(imports, `${other.name} in an adapter`, place, from(other.name)),
        bad(imports, `a path of ${other.name} in an adapter`, place, from(`${other.name}/y`)),
        bad(imports, `a type of ${other.name}`, place, `import type { X } from "${other.name}"\nexport type Y = X`)
      ]),
    good("core in an adapter", place, from("@xingtu/core")),
    good("a path of core in an adapter", place, from("@xingtu/core/promise")),
    bad(imports, `${name} in core`, core, from(name)),
    bad(imports, `a path of ${name} in core's tests`, coreTest, from(`${name}/y`)),
    good(`${name} in an app`, demo, from(name))
  ]),
  bad(imports, "an app in core", core, from("@xingtu/sandbox")),
  bad(imports, "the testing package in core", coreTest, from("@xingtu/testing/answers")),
  good("core's own name in its tests", coreTest, from("@xingtu/core/promise")),
  good("effect in core", core, from("effect"))
]

const stage = "xingtu(stages)"
const floors = [
  bad(stage, "a higher stage", `${core}/util`, from("../answers/Answer.ts")),
  bad(
    stage,
    "a type of a higher stage",
    `${core}/store`,
    `import type { X } from "../answers/X.ts"\nexport type Y = X`
  ),
  bad(stage, "a door", `${core}/table`, from("../index.ts")),
  bad(stage, "a folder nobody placed", `${core}/elsewhere`, from("../util/ms.ts")),
  good("a lower stage", `${core}/answers`, from("../util/ms.ts")),
  good("a neighbour of the same stage", `${core}/answers`, from("./Answer.ts")),
  good("any stage in a door", core, from("./answers/Answer.ts"))
]

const cycle = "import(no-cycle)"
const circles = [
  bad(cycle, "a circle", `${core}/util/one.ts`, `import { b } from "./two.ts"\nexport const a = () => b`),
  bad(cycle, "a circle that goes on", `${core}/util/two.ts`, `import { a } from "./one.ts"\nexport const b = () => a`),
  bad(cycle, "a circle of types", `${core}/util/three.ts`, `import type { D } from "./four.ts"\nexport type C = D[]`),
  bad(
    cycle,
    "a circle of types that goes on",
    `${core}/util/four.ts`,
    `import type { C } from "./three.ts"\nexport type D = C`
  )
]

const relative = "xingtu(no-foreign-relative-import)"
const folders = [
  bad(relative, "a neighbour's file", slack, `import { x } from "../../core/src/x.ts"\nexport const y = x`),
  bad(relative, "a neighbour's file named again", core, from("../../testing/src/x.ts")),
  bad(relative, "a neighbour's file exported whole", core, `export * from "../../testing/src/x.ts"`),
  bad(relative, "a neighbour's file loaded late", demo, `export const x = import("../../../packages/core/src/x.ts")`),
  bad(relative, "a neighbour's type", demo, `import type { X } from "../../bench/src/x.ts"\nexport type Y = X`),
  good("a file of the same package", `${coreTest}/deep`, from("../../src/x.ts")),
  good("the shared vitest base", coreTest, from("../../../vitest.base.ts"))
]

const namespace = "xingtu(namespace-files)"
const names = [
  bad(namespace, "a namespace of a file in small letters", slack, `import * as X from "./x.ts"\nexport const y = X.y`),
  bad(namespace, "a namespace in small letters", slack, `import * as x from "./X.ts"\nexport const y = x.y`),
  bad(namespace, "a namespace handed on from a file in small letters", slack, `export * as X from "./x.ts"`),
  good("a namespace of a file of its name", slack, `import * as X from "./X.ts"\nexport const y = X.y`),
  good("a folder's door as a namespace", slack, `import * as X from "./x/index.ts"\nexport const y = X.y`),
  good("functions from a file in small letters", slack, from("./x.ts"))
]

const globals = "eslint(no-restricted-globals)"
const properties = "eslint(no-restricted-properties)"
const clock = "xingtu(no-wall-clock)"
const asyncAwait = "oxc(no-async-await)"
const nodeModules = "import(no-nodejs-modules)"
const impure: ReadonlyArray<readonly [rule: string, about: string, code: string]> = [
  [globals, "process.env", "export const x = process.env.X"],
  [globals, "globalThis.process", "export const x = globalThis.process.env.X"],
  [globals, "fetch", `export const x = fetch("http://127.0.0.1")`],
  [globals, "globalThis.fetch", "export const x = globalThis.fetch"],
  [globals, "console", `console.log("x")`],
  [globals, "setTimeout", "setTimeout(() => undefined, 1)"],
  [globals, "setInterval", "setInterval(() => undefined, 1)"],
  [globals, "crypto", "export const x = crypto.randomUUID()"],
  [properties, "Date.now", "export const x = Date.now()"],
  [properties, "Date.now taken apart", "export const { now } = Date"],
  [properties, "Math.random", "export const x = Math.random()"],
  [clock, "new Date()", "export const x = new Date()"],
  [clock, "Date()", "export const x = Date()"],
  [asyncAwait, "an async function", "export async function x() {}"],
  [asyncAwait, "an async arrow", "export const x = async () => 1"],
  [asyncAwait, "an async method", "export const x = { async y() {} }"],
  [nodeModules, "node:fs", from("node:fs")],
  [nodeModules, "fs", from("fs")]
]
const promiseDoor = `
export const x = async () => fetch(String(process.env.X))
export const y = [Date.now(), new Date(), Math.random(), setTimeout(() => console.log("y"), 1)]
`
const pure = [
  ...impure.flatMap(([rule, about, code]) => [
    bad(rule, `${about} in core`, core, code),
    good(`${about} under core/src/node`, `${core}/node`, code),
    good(`${about} in core's tests`, coreTest, code),
    good(`${about} in an app`, demo, code)
  ]),
  good("what is impure, but for Node's modules, in the Promise door", `${core}/promise.ts`, promiseDoor),
  good("new Date(value) in core", core, "export const x = new Date(0)"),
  good("a field called fetch in core", core, "export const x = { fetch: 1 }\nexport const y = x.fetch"),
  good("Math.max in core", core, "export const x = Math.max(1, 2)")
]

const any = "typescript(no-explicit-any)"
const comment = "typescript(ban-ts-comment)"
const typeImport = "typescript(consistent-type-imports)"
const defaultExport = "import(no-default-export)"
const testOf = (call: string) => `import { expect, it } from "vitest"\n${call}("x", () => expect(1).toBe(1))`
const everywhere = [
  bad(any, "any", slack, "export const x = (y: any) => y"),
  good("unknown", slack, "export const x = (y: unknown) => y"),
  bad(comment, "@ts-ignore", slack, "// @ts-ignore: it is fine\nexport const x = 1"),
  bad(comment, "@ts-nocheck", slack, "// @ts-nocheck: it is fine\nexport const x = 1"),
  bad(comment, "@ts-expect-error without a reason", coreTest, "// @ts-expect-error\nexport const x: string = 1"),
  good("@ts-expect-error with a reason", coreTest, "// @ts-expect-error not a string\nexport const x: string = 1"),
  bad(typeImport, "a type imported as a value", demo, `import { X } from "./x.ts"\nexport const y = (x: X) => x`),
  good("import type", demo, `import type { X } from "./x.ts"\nexport const y = (x: X) => x`),
  bad(defaultExport, "a default export", core, "export default 1"),
  good("a default export in a config", "packages/core/vitest.config.ts", "export default {}"),
  good("a default export in the n8n package", "packages/n8n-node/nodes", "export default {}"),
  bad("eslint(max-lines)", "a file of 301 lines", demo, `${"// line\n".repeat(300)}export const x = 1`),
  good("a file of 300 lines", demo, `${"// line\n".repeat(299)}export const x = 1`),
  bad("vitest(no-focused-tests)", "it.only", `${coreTest}/only.test.ts`, testOf("it.only")),
  bad("vitest(no-disabled-tests)", "it.skip", `${coreTest}/skip.test.ts`, testOf("it.skip")),
  good("a plain test", `${coreTest}/plain.test.ts`, testOf("it"))
]

export const cases: ReadonlyArray<Case> = [
  ...arrows,
  ...floors,
  ...circles,
  ...folders,
  ...names,
  ...pure,
  ...everywhere
]
