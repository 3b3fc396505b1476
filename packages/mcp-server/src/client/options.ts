import { parseArgs } from "node:util"
import type { Confirm } from "../serve/serve.ts"

/** What the operator sets, by flags and, where there is one, by the environment. */
export interface Options {
  readonly command: "serve" | "doctor" | "help" | "version"
  /** Names of tools, or `all` for each endpoint by itself as well. */
  readonly tools: ReadonlyArray<string> | "all" | undefined
  /** Paid calls a day for each key. */
  readonly daily: number
  /** Paid calls for this process, on a pipe. */
  readonly run: number
  readonly threshold: number
  readonly confirm: Confirm
  /** Seconds after which a long job starts nothing new. */
  readonly patience: number
  /** Set for HTTP; a pipe otherwise. */
  readonly http: { readonly host: string; readonly port: number } | undefined
  /** Names by key; each name has a ceiling of its own. */
  readonly keys: ReadonlyMap<string, string>
  /** Hosts and origins clients may name beside this machine's own. */
  readonly hosts: ReadonlyArray<string>
  readonly origins: ReadonlyArray<string>
}

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

/** A flag or variable that cannot be used. */
export class WrongOption extends Error {}

const whole = (name: string, text: string): number => {
  if (text === "none") return Infinity
  if (!/^\d{1,9}$/.test(text)) throw new WrongOption(`${name} takes a whole number or "none", not "${text}".`)
  return Number(text)
}

const listOf = (text: string | undefined): ReadonlyArray<string> =>
  (text ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "")

const keysOf = (text: string | undefined): ReadonlyMap<string, string> =>
  new Map(
    listOf(text).map((pair) => {
      const at = pair.indexOf(":")
      const [name, key] = [pair.slice(0, at), pair.slice(at + 1)]
      if (at < 1 || !/^[\w.-]{1,40}$/.test(name) || key.length < 16)
        throw new WrongOption(
          "XINGTU_MCP_KEYS takes name:key pairs separated by commas; a key has 16 characters or more."
        )
      return [key, name] as const
    })
  )

const confirmOf = (text: string): Confirm => {
  if (text === "auto" || text === "human") return text
  throw new WrongOption(`--confirm takes auto or human, not "${text}".`)
}

/** Reads flags and environment. Throws a `WrongOption` that says what is wrong. */
export const read = (args: ReadonlyArray<string>, env: Readonly<Record<string, string | undefined>>): Options => {
  const text = { type: "string" } as const
  const flag = { type: "boolean", default: false } as const
  const parsed = (() => {
    try {
      return parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          tools: text,
          daily: text,
          run: text,
          "confirm-over": text,
          confirm: text,
          patience: text,
          http: flag,
          host: text,
          port: text,
          "allow-host": text,
          "allow-origin": text,
          help: { ...flag, short: "h" },
          version: flag
        }
      })
    } catch (error) {
      throw new WrongOption(error instanceof Error ? error.message : String(error))
    }
  })()
  const { positionals, values } = parsed
  const [command = "serve", ...others] = positionals
  if ((command !== "serve" && command !== "doctor") || others.length > 0)
    throw new WrongOption(`Unknown command "${positionals.join(" ")}".`)
  const port = whole("--port", values.port ?? "8722")
  if (port > 65_535) throw new WrongOption("--port takes a number from 0 to 65535.")
  const keys = keysOf(env["XINGTU_MCP_KEYS"])
  if (values.http && keys.size === 0 && command === "serve" && !values.help && !values.version)
    throw new WrongOption('--http needs keys: XINGTU_MCP_KEYS="name:key", a key of 16 characters or more.')
  return {
    command: values.help ? "help" : values.version ? "version" : command,
    tools: values.tools === undefined ? undefined : values.tools === "all" ? "all" : listOf(values.tools),
    daily: whole("--daily", values.daily ?? env["XINGTU_MCP_DAILY"] ?? "100"),
    run: whole("--run", values.run ?? "none"),
    threshold: whole("--confirm-over", values["confirm-over"] ?? "20"),
    confirm: confirmOf(values.confirm ?? "auto"),
    patience: whole("--patience", values.patience ?? "45"),
    http: values.http ? { host: values.host ?? "127.0.0.1", port } : undefined,
    keys,
    hosts: listOf(values["allow-host"]),
    origins: listOf(values["allow-origin"])
  }
}
