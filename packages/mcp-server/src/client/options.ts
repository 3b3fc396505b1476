import { Options as O } from "@xingtu/core/node"

/** What the operator sets, by options and, where there is one, by the environment. */

const calls: O.Reader<number> = {
  takes: 'a whole number or "none"',
  read: (text) => (text === "none" ? Infinity : O.upTo(999_999_999).read(text))
}
const tools = O.listOf(O.like('names of tools, or "all"', /^\w+$/))
const host = O.like("a name or address such as 127.0.0.1", /^[\w.-]+$|^[\da-f:.]+$/i)
const hosts = O.listOf(O.like("a host such as xingtu.example.com", /^[\w.-]+(:\d{1,5})?$/))
const origins = O.listOf(O.like("an origin such as https://example.com", /^https?:\/\/[\w.-]+(:\d{1,5})?$/))
/** Keys that nobody guesses and that a header can carry. */
const pairs = O.listOf(O.like("name:key, a key of 16 characters or more", /^[\w.-]{1,40}:[!-~]{16,}$/))

/** An option: what stands for its value in the help, what it is for, how it is read, and its value without one. */
const option = <A, const B>(value: string, about: string, reader: O.Reader<A>, without: B) => ({
  help: `${value.padEnd(7)}${about}`,
  of: (name: string, text: string | undefined): A | B => (text === undefined ? without : O.valueOf(name, text, reader))
})

const none: ReadonlyArray<string> = []

const table = {
  tools: option("a,b", 'only these tools; "all" adds each endpoint as a tool of its own', tools, undefined),
  daily: option("N", 'daily limit of paid calls for each key (100), or "none"; XINGTU_MCP_DAILY', calls, 100),
  run: option("N", "limit of paid calls while this process runs (none); not with --http", calls, Infinity),
  "confirm-over": option("N", "more paid calls than this must be confirmed (20)", calls, 20),
  confirm: option(
    "MODE",
    "auto: by the client's user or a code; human: by its user only",
    O.oneOf("auto", "human"),
    "auto"
  ),
  patience: option("N", "seconds after which a long job returns its results so far (45)", O.upTo(3_600), 45),
  host: option("NAME", "with --http: the address to listen on (127.0.0.1)", host, "127.0.0.1"),
  port: option("N", "with --http: the port to listen on (8722)", O.upTo(65_535), 8722),
  "allow-host": option("a,b", "with --http: further host names under which clients reach it", hosts, none),
  "allow-origin": option("a,b", "with --http: web pages that may call it", origins, none)
}
const forHttp = ["host", "port", "allow-host", "allow-origin"]

type Values = { readonly [K in keyof typeof table]: ReturnType<(typeof table)[K]["of"]> }

const switches = {
  http: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" }
} as const

/** The help of the program. */
export const usage = `Usage: xingtu-mcp [options]          serve MCP on standard input and output
       xingtu-mcp --http [options]   serve MCP over HTTP at /mcp, with XINGTU_MCP_KEYS="anna:key1,ben:key2"
       xingtu-mcp doctor             check settings, store and token, free of charge

${Object.entries(table)
  .map(([name, { help }]) => `  --${name.padEnd(13)}${help}\n`)
  .join("")}
Environment: JUSTONEAPI_TOKEN, JUSTONEAPI_BASE_URL, XINGTU_STORE, REDIS_URL, XINGTU_DAILY_BUDGET
`

/** What the operator set. */
export interface Options extends Values {
  readonly command: "serve" | "doctor" | "help" | "version"
  readonly http: boolean
  /** Names by key; each name has a daily limit of its own. */
  readonly keys: ReadonlyMap<string, string>
}

/** What is wrong with a secret is told without it. */
const keysOf = (given: string): Options["keys"] => {
  const all = given === "" ? [] : pairs.read(given)
  const keys = new Map(all?.map((pair) => [pair.slice(pair.indexOf(":") + 1), pair.slice(0, pair.indexOf(":"))]))
  if (all?.length === keys.size) return keys
  throw new O.WrongOption(`XINGTU_MCP_KEYS takes ${pairs.takes}, each key once.`)
}

/** Reads options and environment. Throws a `WrongOption` that says what is wrong. */
export const read = (args: ReadonlyArray<string>, env: Readonly<Record<string, string | undefined>>): Options => {
  const options = Object.fromEntries(Object.keys(table).map((name) => [name, { type: "string" } as const]))
  const { positionals, values } = O.parseOptions({
    args: [...args],
    allowPositionals: true,
    options: { ...options, ...switches }
  })
  const { help, http = false, version } = values
  const [named = "serve", ...more] = positionals
  if ((named !== "serve" && named !== "doctor") || more.length > 0)
    throw new O.WrongOption(`Unknown command "${positionals.join(" ").slice(0, 60)}".${O.guess(named, ["doctor"])}`)
  const command = help === true ? "help" : version === true ? "version" : named
  const all: Readonly<Record<string, string | boolean | undefined>> = values
  const given = (name: string) => (typeof all[name] === "string" ? all[name] : undefined)
  const set = Object.entries(table).map(([name, { of }]) => [name, of(`--${name}`, given(name))])
  const { XINGTU_MCP_DAILY, XINGTU_MCP_KEYS = "" } = env
  const keys = keysOf(XINGTU_MCP_KEYS)
  const stray = forHttp.find((name) => given(name) !== undefined)
  if (!http && stray !== undefined) throw new O.WrongOption(`--${stray} is for --http.`)
  if (http && given("run") !== undefined)
    throw new O.WrongOption("--run is not for --http, where each key has --daily.")
  if (http && command === "serve" && keys.size === 0)
    throw new O.WrongOption(`--http needs keys in XINGTU_MCP_KEYS: ${pairs.takes}.`)
  return {
    // Each as its own reader gives it.
    ...(Object.fromEntries(set) as Values),
    ...(given("daily") === undefined && { daily: table.daily.of("XINGTU_MCP_DAILY", XINGTU_MCP_DAILY || undefined) }),
    command,
    http,
    keys
  }
}
