import { catalogue, Endpoint, type Param, Report, type Words } from "@xingtu/core"
import { readFile } from "node:fs/promises"

/** The sidebar's page, with what core knows about endpoints written into it: the script itself need not carry it. */

const flags: Readonly<Record<string, Words>> = { true: { en: "yes", zh: "是" }, false: { en: "no", zh: "否" } }

const wordsOf = (value: string, choices: ReadonlyArray<Param.Choice>): Words =>
  choices.find((choice) => choice.value === value)?.words ?? flags[value] ?? { en: value, zh: value }

const optionsOf = (endpoint: Endpoint.Endpoint) => {
  const id = Endpoint.idParam(endpoint) ?? Endpoint.fields(endpoint)[0]?.name
  return Endpoint.fields(endpoint).filter(({ name }) => name !== id).map(({ choices, default: usual, example, kind, name, required, title }) => ({
    name,
    title,
    kind: kind === "choice" || kind === "flag" || kind === "date" ? kind : "text",
    required,
    choices: choices.map(({ value, words }) => [value, words]),
    ...(example === undefined ? {} : { example }),
    ...(usual === undefined ? {} : { usual: wordsOf(usual, choices) })
  }))
}

const subjects = () => {
  const endpoints: ReadonlyArray<Endpoint.Endpoint> = Object.values(catalogue)
  return [
    {
      id: "report",
      group: Endpoint.groups.creator,
      title: { en: "Creator report", zh: "达人报告" },
      about: {
        en: `One line per creator from ${Report.usual.length} endpoints: who they are, what they cost, how they perform, whom they reach.`,
        zh: `每位达人一行，汇总 ${Report.usual.length} 个接口：基本信息、报价、表现与受众。`
      },
      search: false,
      options: []
    },
    ...endpoints.map((endpoint) => ({
      id: endpoint.id,
      group: Endpoint.groups[endpoint.group],
      title: endpoint.title,
      about: endpoint.about,
      search: Endpoint.idParam(endpoint) === undefined,
      options: optionsOf(endpoint)
    }))
  ]
}

/** The text of `Sidebar.html`. No text of ours can end the script it stands in. */
export const sidebar = async (): Promise<string> => {
  const page = await readFile(new URL("../src/Sidebar.html", import.meta.url), "utf8")
  return page.replace("/* subjects */ []", () => JSON.stringify(subjects()).replaceAll("<", "\\u003c"))
}
