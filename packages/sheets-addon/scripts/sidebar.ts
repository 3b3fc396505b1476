import { catalogue, Endpoint, type Param, Report } from "@xingtu/core/adapter"
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import type { Option, Subject } from "../page/panels/subjects.ts"
import * as Columns from "../src/asking/Columns.ts"
import * as Subjects from "../src/asking/Subject.ts"
import { script } from "./bundle.ts"

/** The sidebar's page, with what core knows about endpoints written into it: the script itself need not carry it. */

const flags: ReadonlyArray<Pick<Param.Choice, "value" | "words">> = [
  { value: "true", words: { en: "yes", zh: "是" } },
  { value: "false", words: { en: "no", zh: "否" } }
]

const optionOf = ({ choices: own, default: usual, example, kind, name, required, title }: Endpoint.Field): Option => {
  const choices = kind === "flag" ? flags : own
  return {
    name,
    title,
    kind: kind === "choice" || kind === "flag" ? "choice" : kind === "date" ? "date" : "text",
    required,
    choices: choices.filter(({ value }) => value !== usual).map(({ value, words }) => [value, words] as const),
    ...(example === undefined ? {} : { example }),
    ...(usual === undefined
      ? {}
      : { usual: choices.find(({ value }) => value === usual)?.words ?? { en: usual, zh: usual } })
  }
}

const ofEndpoint = (endpoint: Endpoint.Endpoint, subject: Subjects.Subject): Subject => ({
  id: endpoint.id,
  group: Endpoint.groups[endpoint.group],
  title: endpoint.title,
  about: endpoint.about,
  rows: Endpoint.idParam(endpoint) === undefined ? "keywords" : endpoint.group === "report" ? "videos" : "creators",
  options: Endpoint.fields(endpoint)
    .filter(({ name }) => name !== Subjects.param(endpoint))
    .map(optionOf),
  columns: Columns.choices(subject)
})

const report: Subject = {
  id: Subjects.report.id,
  group: Endpoint.groups.creator,
  title: Subjects.report.title,
  about: {
    en: `One line per creator from ${Report.usual.length} endpoints: who they are, what they cost, how they perform, whom they reach. Fewer columns mean fewer paid calls.`,
    zh: `每位达人一行，汇总 ${Report.usual.length} 个接口：基本信息、报价、表现与受众。列越少，计费次数越少。`
  },
  rows: "creators",
  options: [],
  columns: Columns.choices(Subjects.report)
}

const subjects = (): ReadonlyArray<Subject> => {
  const endpoints: ReadonlyArray<Endpoint.Endpoint> = Object.values(catalogue)
  return [
    report,
    ...endpoints.flatMap((endpoint) => {
      const subject = Subjects.find(endpoint.id)
      return subject === undefined ? [] : [ofEndpoint(endpoint, subject)]
    })
  ]
}

const source = (path: string) => new URL(`../page/${path}`, import.meta.url)

/** No text of ours can end the script it stands in. */
const inert = (code: string) => code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--")

/** The text of `Sidebar.html`. */
export const sidebar = async (): Promise<string> => {
  const [page, style, code] = await Promise.all([
    readFile(source("page.html"), "utf8"),
    readFile(source("page.css"), "utf8"),
    script(fileURLToPath(import.meta.resolve("../page/main.ts")), "xingtuSidebar")
  ])
  return page
    .replace("/* style */", () => `\n${style}`)
    .replace(
      "/* script */",
      () => `\nconst xingtuSubjects = ${JSON.stringify(subjects()).replaceAll("<", "\\u003c")};\n${inert(code)}\n`
    )
}
