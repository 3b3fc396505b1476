import { catalogue, Endpoint, type Lang } from "@xingtu/core/adapter"
import { list } from "./print.ts"

const options = {
  en: `Usage: npm start -- [options]

Looks up Xingtu creators and prints what a media buyer compares.
Without a token it uses a sandbox on this machine, and nothing costs money.

  --ids A,B,C        creators: ids, or the addresses of their Xingtu pages
  --endpoint NAME    one endpoint instead of the usual ones (names below)
  --param NAME=VALUE a parameter of that endpoint; may be given several times
  --search NICKNAME  find a creator by name and report on the first one found
  --lang en|zh       language of the tables
  --json             everything as JSON: data with units, raw responses, charges
  --help             this page; with --endpoint the parameters of that endpoint

  JUSTONEAPI_TOKEN     your token: uses the real API, which charges per result
  JUSTONEAPI_BASE_URL  global (default), cn (plain HTTP), or an address
  XINGTU_...           budget, rate limit and store: docs/operating.md

Exit codes: 0 all succeeded, 1 some failed, 2 invalid option.

Endpoints:`,
  zh: `用法：npm start -- [选项]

查询一组星图达人，列出投放人员对比的数据。
未设置 Token 时由本机的模拟 API 返回结果，不计费。

  --ids A,B,C        达人：ID 或其星图主页链接
  --endpoint NAME    只查询一个接口（名称见下）
  --param NAME=VALUE 该接口的参数，可多次使用
  --search NICKNAME  按昵称查找，并输出第一位达人的报告
  --lang en|zh       表格语言
  --json             以 JSON 输出全部内容：带单位的数据、原始结果、计费
  --help             本页；与 --endpoint 同用时列出该接口的参数

  JUSTONEAPI_TOKEN     您的 Token：查询真实 API，按次计费
  JUSTONEAPI_BASE_URL  global（默认）、cn（未加密 HTTP）或其他地址
  XINGTU_...           预算、限速与存储，见 docs/operating.md

退出码：0 全部成功，1 部分失败，2 选项有误。

接口：`
} as const

/** The parameters of an endpoint, as `--param` takes them. */
const parameters = (endpoint: Endpoint.Endpoint, lang: Lang): string => {
  const sentence = ({ about, choices, default: usual, title }: Endpoint.Field): string =>
    [
      `${title[lang]}${lang === "zh" ? "：" : ": "}${about[lang]}`,
      choices.map(({ value }) => value).join(", "),
      usual === undefined ? "" : `[${usual}]`
    ]
      .filter((part) => part !== "")
      .join(" ")
  return [
    endpoint.title[lang],
    endpoint.about[lang],
    "",
    list(Endpoint.fields(endpoint).map((field) => [`  ${field.name}`, sentence(field)]))
  ].join("\n")
}

/** The page of `--help`. */
export const help = (lang: Lang, endpoint?: Endpoint.Endpoint): string =>
  endpoint === undefined
    ? [
        options[lang],
        list(Object.values(catalogue).map(({ id, title }) => [`  ${Endpoint.kebab(id)}`, title[lang]]))
      ].join("\n")
    : parameters(endpoint, lang)
