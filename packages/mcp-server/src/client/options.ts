import { didYouMean, nearest } from "@xingtu/core/adapter"
import { parseArgs } from "node:util"

/** What the operator sets, by flags and, where there is one, by the environment. */

export const usage = `Usage: xingtu-mcp [options]          serve MCP on standard input and output
       xingtu-mcp --http [options]   serve MCP over HTTP at /mcp
       xingtu-mcp doctor             check token, API and store; costs nothing

  --tools a,b       only these tools; "all" adds each endpoint as a tool
  --daily N         paid calls a day for each key (100; XINGTU_MCP_DAILY); "none" for no ceiling
  --run N           paid calls for this process, on a pipe (no limit)
  --confirm-over N  more paid calls than this must be confirmed (20)
  --confirm MODE    auto: by the client's question or a code; human: by the client's question only
  --patience N      seconds after which a long job stops with what is there (45)
  --http            HTTP instead of a pipe, with XINGTU_MCP_KEYS="anna:key1,ben:key2"
  --host, --port    127.0.0.1 and 8722 unless set
  --allow-host, --allow-origin   further names, separated by commas

Environment: JUSTONEAPI_TOKEN, JUSTONEAPI_BASE_URL, XINGTU_STORE, REDIS_URL, XINGTU_DAILY_BUDGET
`

/** A flag or variable that cannot be used; the message says why. */
export class WrongOption extends Error {}

/** Names one of these where it was probably meant. */
export const guess = (typed: string, known: Iterable<string>): string => didYouMean(nearest(typed, known)).en

/** What a value may be, in words, and what it is when it is one. */
interface Reader<A> {
  readonly takes: string
  readonly read: (text: string) => A | undefined
  readonly known?: ReadonlyArray<string>
}

const upTo = (most: number): Reader<number> => ({
  takes: `a whole number from 0 to ${most}`,
  read: (text) => (/^\d{1,9}$/.test(text) && Number(text) <= most ? Number(text) : undefined)
})

const calls: Reader<number> = {
  takes: 'a whole number or "none"',
  read: (text) => (text === "none" ? Infinity : upTo(999_999_999).read(text))
}

const oneOf = <const A extends string>(...known: ReadonlyArray<A>): Reader<A> => ({
  takes: known.join(" or "),
  read: (text) => known.find((one) => one === text),
  known
})

const like = (takes: string, pattern: RegExp): Reader<string> => ({
  takes,
  read: (text) => (pattern.test(text) ? text : undefined)
})

const listOf = ({ read, takes }: Reader<string>): Reader<ReadonlyArray<string>> => ({
  takes: `${takes}, several separated by commas`,
  read: (text) => {
    const parts = text.split(",").map((part) => part.trim())
    return parts.every((part) => read(part) !== undefined) ? parts : undefined
  }
})

/** Keys that nobody guesses and that a header can carry. */
const pairs = listOf(like("name:key, a key of 16 characters or more", /^[\w.-]{1,40}:[!-~]{16,}$/))

/** How the text of a flag or variable of this name is read; without one it is what is said here. */
const text =
  <A, const B>({ known = [], read, takes }: Reader<A>, without: B) =>
  (name: string, given: string | undefined): A | B => {
    if (given === undefined) return without
    const found = read(given)
    if (found !== undefined) return found
    throw new WrongOption(`${name} takes ${takes}, not ${JSON.stringify(given.slice(0, 60))}.${guess(given, known)}`)
  }

const none: ReadonlyArray<string> = []

const flags = {
  tools: text(listOf(like('names of tools, or "all"', /^\w+$/)), undefined),
  daily: text(calls, 100),
  run: text(calls, Infinity),
  "confirm-over": text(calls, 20),
  confirm: text(oneOf("auto", "human"), "auto"),
  patience: text(upTo(3_600), 45),
  host: text(like("a name or address such as 127.0.0.1", /^[\w.-]+$|^[\da-f:.]+$/i), "127.0.0.1"),
  port: text(upTo(65_535), 8722),
  "allow-host": text(listOf(like("a host such as xingtu.example.com", /^[\w.-]+(:\d{1,5})?$/)), none),
  "allow-origin": text(listOf(like("an origin such as https://example.com", /^https?:\/\/[\w.-]+(:\d{1,5})?$/)), none)
}
type Flags = { readonly [K in keyof typeof flags]: ReturnType<(typeof flags)[K]> }

const switches = {
  http: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" }
} as const

/** What the operator set. */
export interface Options extends Flags {
  readonly command: "serve" | "doctor" | "help" | "version"
  readonly http: boolean
  /** Names by key; each name has a ceiling of its own. */
  readonly keys: ReadonlyMap<string, string>
}

const parsed = (args: ReadonlyArray<string>) => {
  const names = Object.keys(flags)
  const texts = Object.fromEntries(names.map((name) => [name, { type: "string" } as const]))
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { ...texts, ...switches } })
  } catch (error) {
    // The first sentence says what is wrong; the others explain Node.
    const [message = ""] = String(Object(error).message).split(/\.? (?=To )|\n/)
    const [, unknown] = /^Unknown option '(-[^']+)'/.exec(message) ?? []
    if (unknown === undefined) throw new WrongOption(`${message.replace(/\.$/, "")}.`)
    const known = [...names, ...Object.keys(switches)].map((name) => `--${name}`)
    throw new WrongOption(`Unknown option ${unknown}.${guess(unknown, known)}`)
  }
}

/** What is wrong with a secret is told without it. */
const keysOf = (given: string): Options["keys"] => {
  const all = given === "" ? [] : pairs.read(given)
  const keys = new Map(all?.map((pair) => [pair.slice(pair.indexOf(":") + 1), pair.slice(0, pair.indexOf(":"))]))
  if (all?.length === keys.size) return keys
  throw new WrongOption(`XINGTU_MCP_KEYS takes ${pairs.takes}, each key once.`)
}

/** Reads flags and environment. Throws a `WrongOption` that says what is wrong. */
export const read = (args: ReadonlyArray<string>, env: Readonly<Record<string, string | undefined>>): Options => {
  const { positionals, values } = parsed(args)
  const { help, http = false, version } = values
  const [command = "serve", ...more] = positionals
  if ((command !== "serve" && command !== "doctor") || more.length > 0)
    throw new WrongOption(`Unknown command "${positionals.join(" ").slice(0, 60)}".${guess(command, ["doctor"])}`)
  const given: Readonly<Record<string, string | boolean | undefined>> = values
  const set = Object.entries(flags).map(([name, read]) => {
    const value = given[name]
    return [name, read(`--${name}`, typeof value === "string" ? value : undefined)]
  })
  const { XINGTU_MCP_DAILY, XINGTU_MCP_KEYS = "" } = env
  const options: Options = {
    // Each as its own reader gives it.
    ...(Object.fromEntries(set) as Flags),
    ...(given["daily"] === undefined && { daily: flags.daily("XINGTU_MCP_DAILY", XINGTU_MCP_DAILY || undefined) }),
    command: help === true ? "help" : version === true ? "version" : command,
    http,
    keys: keysOf(XINGTU_MCP_KEYS)
  }
  const stray = ["host", "port", "allow-host", "allow-origin"].find((name) => given[name] !== undefined)
  if (!http && stray !== undefined) throw new WrongOption(`--${stray} is for --http.`)
  if (http && given["run"] !== undefined) throw new WrongOption("--run is for a pipe; over HTTP each key has --daily.")
  if (http && options.command === "serve" && options.keys.size === 0)
    throw new WrongOption(`--http needs keys in XINGTU_MCP_KEYS: ${pairs.takes}.`)
  return options
}
