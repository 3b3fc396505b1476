import { catalogue, Endpoint, Format, Table } from "@xingtu/core"
import { noToken, recordedIds, startSandbox, token } from "@xingtu/testing"
import { execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempDisposable, readdir } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import stringWidth from "string-width"
import { afterAll, beforeEach, expect, test } from "vitest"
import { run as demo } from "../src/run.ts"
import { zone } from "../src/words.ts"

const sandbox = await startSandbox({ settings: { tokens: [token] } })
afterAll(sandbox.close)
beforeEach(sandbox.reset)

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

const run = async (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}): Promise<Ran> => {
  const lines = { out: "", err: "" }
  const into =
    (name: keyof typeof lines) =>
    (...more: ReadonlyArray<string>) => {
      lines[name] += `${more.join("\n")}\n`
    }
  const code = await demo(args, env, into("out"), into("err"), new AbortController().signal)
  noToken(lines)
  return { code, ...lines }
}

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

/** As a program of its own. */
const start = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  new Promise((done) => {
    const child = execFile(process.execPath, [main, ...args], { env }, (_, out, err) =>
      done({ code: child.exitCode ?? -1, out, err })
    )
  })

const real = { JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: sandbox.url, XINGTU_STORE: "memory" }

/** The demo with a token, as if the sandbox were the real API. */
const withToken = (...args: ReadonlyArray<string>) => run(args, real)

const lost = "6955721930401180404"

test.for([
  ["en", 80],
  ["zh", 120]
] as const)(
  "without a token a sandbox answers, in %s on a screen of %i columns, and nothing is left behind",
  async ([lang, columns]) => {
    await using home = await mkdtempDisposable(join(tmpdir(), "xingtu-demo-test-"))
    const { code, err, out } = await start(["--lang", lang], { COLUMNS: String(columns), HOME: home.path })
    expect({ code, err }).toEqual({ code: 0, err: "" })
    const lines = out.split("\n")
    // A frame that is wider than the screen is no frame any more; half a figure would be another one.
    expect(lines.filter((line) => /^[┌│├└]/.test(line) && (stringWidth(line) > columns || /\d…/.test(line)))).toEqual(
      []
    )
    // An agent's exchange, word for word: the plan, and an answer that ends with its cost.
    expect(out).toMatch(/> xingtu_plan .*\n.*"paid_calls":8/)
    expect(out).toMatch(/> xingtu_rank .*\n(.*\n)+cost: 8 charged, 0 cached/)
    // No colours and no undefined in a pipe.
    for (const odd of ["\u001b", "undefined", "NaN", "[object"]) expect(out).not.toContain(odd)
    // What an agent says and reads is not for people.
    const people = out.replace(/> xingtu_plan[^]*> xingtu_rank[^]*?\ncost: .*/, "")
    // Names as people write them, whole yuan without fen, and times with their zone.
    expect(people.match(/\b[a-z]+(?:_[a-z0-9]+)+\b|\bitem \d|\d\.00 (?:CNY|元)/g)).toBeNull()
    for (const [, line = ""] of out.matchAll(/^([^│┌└├\n]*\b\d{4}-\d\d-\d\d \d\d:\d\d[^\n]*)$/gm))
      expect(line).toContain(zone[lang])
    for (const id of ["spreadMetrics", "videoDistribution", "recommendedVideos", "audienceDistribution"] as const)
      expect(out).toContain(`\n${catalogue[id].title[lang]}\n`)
    expect(out).toContain("packages/n8n-node/README.md")
    expect(await readdir(home.path)).toEqual([])
    // What is suggested stays in the language.
    const suggested = lines.filter((line) => line.includes("npm start"))
    expect(suggested.map((line) => line.includes("--lang zh"))).toEqual([lang, lang, lang].map((it) => it === "zh"))
    if (lang === "zh") return
    // Prices come first, and each place says what it cost, and what it costs again.
    expect(out).toMatch(/at most 18 paid calls\.\n\nCreators and prices\n┌[^]*│ Price, placement │ +[\d,]+ CNY │/)
    expect(out).toContain("18 calls were charged.\nThe sandbox's ledger says 18.\nRequested again: 0 charged.")
    expect(out).toContain("This call may have been charged. We can't confirm it.")
    expect(out).toMatch(
      /> \/xingtu spread \d{19}\nAcknowledged with HTTP 200 after \d+ ms[^]*Median plays +[\d,]+\n[^]*\[ Share to channel \] [^\n]*\[ Export CSV, XLSX \]/
    )
    // It ends with a decision: the steady creator first, the others with what to ask, and a plan.
    expect(out).toMatch(
      /A decision[^]*│ 1 │ 认真护肤的安安[^]*Followers grew by \d+ %[^]*No other plan within these conditions is expected to bring more\.[^]*\nPlanned before the first call: 36 paid calls\. Requested again: 0\./
    )
    expect(out).toContain("Your own token (6 paid calls):")
    expect(out).toContain("First calculation: 3 charged. Recalculation: 0 charged.")
    expect(out).toMatch(
      /\[Search creators\] -> \[Creator report\][^]*│ Price of a placement video │ +[\d,]+ CNY │[^]*Run: 16 charged\. Run again: 0 charged\./
    )
  }
)

test("who asks for something gets that and no tour", async () => {
  const { out } = await run(["--ids", "6955721930401185805"])
  expect(out).toContain("6 calls were charged.")
  for (const part of ["Slack", "Sheets", "n8n"]) expect(out).not.toContain(part)
})

test("a creator nobody knows is said to be so once, and asked about no further", async () => {
  const { code, out } = await withToken("--ids", `6.9557E+18,${lost},${recordedIds.creator}`)
  expect(code).toBe(1)
  expect(out.match(/lost its last digits/g)).toHaveLength(1)
  expect(out.match(/No data found/g)).toHaveLength(1)
  expect(
    sandbox
      .ledger()
      .entries.filter(({ params }) => params["oAuthorId"] === lost)
      .map(({ endpoint }) => endpoint)
  ).toEqual(["creatorProfile", "marketingMetrics"])
})

test("an endpoint about videos is asked about a video, not about creators", async () => {
  const { out } = await withToken("--endpoint", "video-details")
  expect(out).toContain("At most 1 paid call.")
  expect(sandbox.ledger().entries).toMatchObject([{ endpoint: "videoDetails", params: { itemId: recordedIds.item } }])
})

test("a nickname is looked for, and the first creator found is reported on", async () => {
  const { code, out } = await withToken("--search", "晚风")
  expect(code).toBe(0)
  expect(out).toMatch(/\nReport: 晚风/)
  expect(out).toMatch(/\nAlso found: \p{Script=Han}+ \(\d{19}\), /u)
  for (const shown of ["Followers", "Price, placement", "Expected CPM", "Top age"]) expect(out).toContain(shown)
  expect(out).toContain("6 calls were charged.")
  expect(sandbox.ledger()).toMatchObject({ charged: 6 })
})

test("a nickname nobody has is said to be so, for the price of the search", async () => {
  const { code, out } = await withToken("--search", "没有这个人")
  expect(code).toBe(0)
  expect(out).toContain("No creator with that name was found.")
  expect(sandbox.ledger()).toMatchObject({ charged: 1 })
})

test("an endpoint that is not about a creator takes parameters", async () => {
  const { code, out } = await withToken(
    "--endpoint",
    "search",
    "--param",
    "keyword=晚风",
    "--param",
    "followerRange=100000-9000000"
  )
  expect(code).toBe(0)
  expect(out).toContain("晚风")
  expect(sandbox.ledger().entries).toMatchObject([
    { endpoint: "creatorSearch", params: { keyword: "晚风", followerRange: "100000-9000000" } }
  ])
})

test("a misspelt parameter is answered before anything is sent", async () => {
  const { code, out } = await withToken("--endpoint", "search", "--param", "keywrd=x")
  expect(code).toBe(1)
  expect(out).toContain("did you mean keyword?")
  expect(sandbox.ledger().requests).toBe(0)
})

test.for(
  Object.values(catalogue)
    .filter(
      (endpoint) =>
        "oAuthorId" in endpoint.params && !("startDate" in endpoint.params && endpoint.params.startDate.required)
    )
    .map(({ id }) => id)
)("--endpoint %s shows a table in both languages", async (id) => {
  for (const lang of ["en", "zh"]) {
    const { code, out } = await withToken("--endpoint", id, "--lang", lang, "--ids", "6955721930401185805")
    expect(code).toBe(0)
    expect(out).toMatch(/┌|No rows|没有数据行/)
    for (const odd of ["undefined", "NaN", "[object"]) expect(out).not.toContain(odd)
  }
})

test("Chinese speaks Chinese", async () => {
  const { out } = await run(["--lang", "zh", "--ids", "6955721930401185805"])
  expect(out).toContain(catalogue.spreadMetrics.title.zh)
  expect(out).toContain("元")
  expect(out).not.toContain("CNY")
})

test("with a token the API is asked, and what is shown is what was recorded, in units", async () => {
  const { code, out } = await withToken("--endpoint", "spread", "--ids", recordedIds.creator)
  expect(code).toBe(0)
  expect(out).toContain(sandbox.url)
  expect(out).toContain("At most 1 paid call.")
  for (const shown of ["140.43 CNY", "2.44 %", "26.0 s", "3,642,403"]) expect(out).toContain(shown)
  expect(sandbox.ledger()).toMatchObject({ requests: 1, charged: 1 })
})

test("who stops it in the middle keeps what was paid for", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "xingtu-demo-test-"))
  const env = { ...real, XINGTU_STORE: join(folder.path, "answers.db") }
  const args = ["--ids", recordedIds.creator]
  sandbox.faults([{ times: 2, delayMs: 1_000 }])
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ["ignore", "ignore", "pipe"] })
  await sandbox.received(2)
  child.kill("SIGINT")
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, "exit")])
  expect({ code, err }).toEqual({
    code: 130,
    err: expect.stringContaining("results of those already sent are awaited and cached")
  })
  expect(sandbox.ledger()).toMatchObject({ requests: 2, charged: 2 })
  await run(args, env)
  expect(sandbox.ledger()).toMatchObject({ requests: 6, charged: 6 })
})

test("with a token what was paid for outlives the program, and the settings of core's programs hold", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "xingtu-demo-test-"))
  const env = { ...real, XINGTU_STORE: join(folder.path, "answers.db"), XINGTU_DAILY_BUDGET: "1" }
  const ids = ["--endpoint", "spread", "--ids"]
  expect((await run([...ids, recordedIds.creator], env)).out).toContain("1 call was charged.")
  expect((await run([...ids, recordedIds.creator], env)).out).toContain("0 calls were charged.")
  expect((await run([...ids, "7012345678901234567"], env)).out).toContain("Today's budget of 1 paid call")
  expect(sandbox.ledger()).toMatchObject({ requests: 1, charged: 1 })
})

test("what was answered is shown beside what was not, and the exit code says so", async () => {
  const { code, out } = await withToken(
    "--endpoint",
    "video-distribution",
    "--ids",
    `${recordedIds.creator},${lost},77`
  )
  expect(code).toBe(1)
  expect(out).toContain(Format.cell(0.3333, "share", "en"))
  expect(out).toContain(`${lost}: No data found`)
  expect(out).toContain("77: Invalid input.")
  expect(out).toContain("2 calls were charged.")
})

test("ids count once, however they are typed, and a link is not a name", async () => {
  const link = `https://www.xingtu.cn/ad/creator/author/douyin/${recordedIds.creator}?from=share`
  const wide = [...recordedIds.creator].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join("")
  const { code, out } = await withToken("--endpoint", "spread", "--ids", `${link}，${recordedIds.creator}、${wide}`)
  expect(code).toBe(0)
  expect(out).toContain("At most 1 paid call.")
  expect(out).not.toContain("xingtu.cn")
})

test("a failure is told with the vendor's message and request ID, in Chinese without blanks between sentences", async () => {
  const fault = { kind: "code", code: 500, message: "busy \u001b[2J", requestId: "req-77" } as const
  sandbox.faults([{ fault }])
  const env = { ...real, XINGTU_RETRIES: "0" }
  const { out } = await run(["--endpoint", "spread", "--ids", recordedIds.creator], env)
  expect(out).toContain('with the request ID. Message from the API: "busy ". Request ID: req-77.')
  const chinese = await run(["--lang", "zh", "--endpoint", "spread", "--ids", recordedIds.creator], env)
  expect(chinese.out).toContain("（500）。本次调用未计费。请稍后重试。")
  expect(chinese.out).toContain("请求编号：req-77。")
})

test("a wrong token is explained, on each endpoint once, and nothing is charged", async () => {
  const { code, out } = await run(["--endpoint", "spread"], { ...real, JUSTONEAPI_TOKEN: "wrong" })
  expect(code).toBe(1)
  expect(out).toContain("The API does not accept the token (100).")
  expect(out).toContain("0 calls were charged.")
})

test("--json is JSON and nothing else", async () => {
  const { code, out } = await withToken(
    "--json",
    "--endpoint",
    "spread",
    "--ids",
    `${recordedIds.creator},77`,
    "--param",
    "range=90d"
  )
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    source: sandbox.url,
    charged: 1,
    results: [
      { endpoint: "spreadMetrics", _tag: "Answered", answer: { data: {}, raw: { code: 0 }, meta: { charged: "yes" } } },
      { endpoint: "spreadMetrics", _tag: "Failed", failure: { _tag: "InvalidInput", charged: "no" } }
    ]
  })
})

test.for([
  [["--endpont", "spread"], "Did you mean --endpoint?"],
  [["--endpoint", "spred"], "did you mean spread-metrics?"],
  [["--lang", "fr"], "--lang takes en or zh"],
  [["--ids", ","], "--ids takes one or more ids"],
  [["--ids"], "--ids needs a value."],
  [["--param", "range=90d"], "--param belongs to --endpoint"],
  [["--endpoint", "search", "--ids", "6955721930401185805"], "--endpoint search takes no ids"],
  [["--endpoint", "spread", "--param", "oAuthorId=6955721930401185805"], "Give oAuthorId with --ids"],
  [["--endpoint", "spread", "--param", "range"], "--param takes name=value"],
  [["123"], "npm start -- --ids 123"],
  [["--json=yes"], "--json takes no value."],
  [["--lang", "zh", "--idz", "1"], "未知选项 --idz。您是否想输入 --ids？"],
  [["--lang", "zh", "123"], "npm start -- --ids 123"],
  [["--lang", "zh", "--endpoint", "spred"], "您是否想使用传播表现"]
] as const)("%j is answered clearly, with exit code 2", async ([args, message]) => {
  const { code, err, out } = await run(args)
  expect({ code, out }).toEqual({ code: 2, out: "" })
  expect(err).toContain(message)
  expect(err).not.toContain("    at ")
})

test("a mistake on the command line ends the program with 2", async () => {
  expect(await start(["--nothing"])).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringContaining("Unknown option --nothing.")
  })
})

test.for([
  ["JUSTONEAPI_BASE_URL", "ftp://x", "The base URL must be"],
  ["XINGTU_DAILY_BUDGET", "much", "Must be a whole number, 0 or more"]
] as const)("%s=%s is answered with its name, without a trace", async ([name, value, complaint]) => {
  const { code, err } = await run([], { ...real, [name]: value })
  expect(code).toBe(2)
  expect(err).toContain(`${name}: ${complaint}`)
  expect(err).not.toMatch(/\bat\b/)
})

test("--help lists every option and every endpoint", async () => {
  const { code, out } = await run(["--help"])
  expect(code).toBe(0)
  for (const option of ["--ids", "--endpoint", "--param", "--search", "--lang", "--json"]) expect(out).toContain(option)
  for (const endpoint of Object.values(catalogue)) expect(out).toContain(endpoint.title.en)
})

test("--help with an endpoint lists what --param takes", async () => {
  const { code, out } = await run(["--help", "--endpoint", "spread"])
  expect(code).toBe(0)
  for (const { name } of Endpoint.fields(catalogue.spreadMetrics)) expect(out).toContain(`  ${name} `)
  expect(out).toContain("DAY_30, DAY_90 [DAY_30]")
})

test("a column holds what its head says, also beside Chinese text", async () => {
  const { out } = await withToken("--endpoint", "video-distribution", "--ids", recordedIds.creator)
  const heads = Table.columns(catalogue.videoDistribution).map(({ title }) => title.en)
  const lines = out.split("\n").filter((line) => line.startsWith("│"))
  expect(lines[0]?.split("│").map((cell) => cell.trim())).toEqual(["", "Creator", ...heads, ""])
  // Each Chinese character stands for two columns.
  const widths = lines.map((line) =>
    [...line].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 2 : 1), 0)
  )
  expect(new Set(widths).size).toBe(1)
})
