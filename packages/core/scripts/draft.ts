import type { Param } from "../src/endpoint/Param.ts"
import { creatorId, longRange, openRange, page, platform, range, videoId } from "../src/endpoint/params.ts"
import { type EndpointFacts, idOf, type ParamFacts } from "./facts.ts"

const sentence = (value: string): string => {
  const text = value
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .trim()
    .toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** English made from the name, Chinese still to be written: the test of words fails until it is. */
const words = (en: string) => `{ en: ${JSON.stringify(en)}, zh: "" }`

/** Parameters of `params.ts`, by the names the API gives them. */
const shared: Readonly<Record<string, Readonly<Record<string, Param>>>> = {
  oAuthorId: { creatorId },
  starAuthorId: { creatorId },
  itemId: { videoId },
  platform: { platform },
  range: { range, longRange, openRange },
  page: { page }
}

/** The name of the one that takes the same values and assumes the same. */
const sharedName = (name: string, { default: assumed, values = [] }: ParamFacts): string | undefined =>
  Object.entries(shared[name] ?? {}).find(
    ([, { choices, default: usual }]) =>
      usual === assumed && choices.length === values.length && choices.every(({ value }) => values.includes(value))
  )?.[0]

const kindOf = (name: string, facts: ParamFacts): string => {
  const about = `${words(sentence(name))}, ${words("")}`
  if (facts.type === "boolean") return `Param.flag(${about})`
  if (facts.type === "integer") return `Param.count(${about})`
  if (name.endsWith("Date")) return `Param.date(${about}, "yyyy-MM-dd")`
  if (name.endsWith("Id")) return `Param.id(${about})`
  if (name.endsWith("Range")) return `Param.range(${about})`
  if (facts.values === undefined) return `Param.text(${about})`
  const choices = facts.values.map((value) => `      ${value}: [${JSON.stringify(sentence(value))}, ""]`)
  return `Param.choice(${about}, {\n${choices.join(",\n")}\n    })`
}

const param = (name: string, facts: ParamFacts): string => {
  const known = sharedName(name, facts)
  if (known !== undefined) return known === name ? name : `${name}: ${known}`
  const kind = kindOf(name, facts)
  if (facts.default !== undefined) return `${name}: Param.withDefault(${kind}, ${JSON.stringify(facts.default)})`
  return `${name}: ${facts.required ? kind : `Param.optional(${kind})`}`
}

/** The first version of an endpoint's file: parameters from the facts, words and fields still to be written. */
export const draft = (path: string, facts: EndpointFacts): { readonly id: string; readonly source: string } => {
  const id = idOf(facts.summary)
  const params = Object.entries(facts.params).map(([name, each]) => param(name, each))
  const uses = [...new Set(Object.entries(facts.params).flatMap(([name, each]) => sharedName(name, each) ?? []))].sort()
  const imports = [
    `import * as Endpoint from "../endpoint/Endpoint.ts"`,
    ...(params.some((line) => line.includes("Param.")) ? [`import * as Param from "../endpoint/Param.ts"`] : []),
    ...(uses.length > 0 ? [`import { ${uses.join(", ")} } from "../endpoint/params.ts"`] : []),
    `import * as Wire from "../endpoint/Wire.ts"`
  ]
  const source = `${imports.join("\n")}

export const ${id} = Endpoint.make(${JSON.stringify(id)}, {
  path: ${JSON.stringify(path)},
  group: "creator",
  title: { en: ${JSON.stringify(sentence(facts.summary))}, zh: "" },
  about: { en: "", zh: "" },
  params: {
    ${params.join(",\n    ")}
  },
  data: Wire.struct({})
})
`
  return { id, source }
}
