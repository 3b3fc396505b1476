import { expect, test } from "vitest"
import { Options } from "@xingtu/core/node"
import { read } from "../src/client/options.ts"

test.each([
  [["--port", "70000"], "0 to 65535"],
  [["--daily", "many"], "--daily takes"],
  [["--confirm", "never"], "auto or human"],
  [["--http"], "needs keys"],
  [["--what"], "--what"],
  [["serve", "more"], "Unknown command"],
  [["docter"], 'Unknown command "docter". Did you mean doctor?'],
  [["--prot", "80"], "Unknown option --prot. Did you mean --port?"],
  [["-p"], "Unknown option -p."],
  [["--port"], "--port needs a value. One that begins with - is written --port=VALUE."],
  [["--daily", "-1"], "--daily needs a value. One that begins with - is written --daily=VALUE."],
  [["--http=yes"], "Option '--http' does not take an argument."],
  [["--tools", "--http"], "--tools needs a value. One that begins with - is written --tools=VALUE."],
  [["--tools="], "--tools takes names of tools"],
  [["--tools", "report,,rank"], "--tools takes names of tools"],
  [["--tools", "x\n\u001b[31my"], 'not "x\\n\\u001b[31my".'],
  ...["", " ", "-1", "1.5", "1e3", "0x10", "Infinity", "NaN", "９", "1_000", "9999999999"].flatMap((text) =>
    ["daily", "run", "confirm-over"].map(
      (name) =>
        [[`--${name}=${text}`], `--${name} takes a whole number or "none", not ${JSON.stringify(text)}.`] as const
    )
  ),
  ...["none", "-1", "3601", "1h"].map(
    (text) => [[`--patience=${text}`], "--patience takes a whole number from 0 to 3600"] as const
  ),
  ...["none", "-1", "65536", "80a", ""].map(
    (text) => [["--http", `--port=${text}`], "--port takes a whole number from 0 to 65535"] as const
  ),
  ...["", "a b", "http://127.0.0.1", "127.0.0.1/24", "a,b"].map(
    (text) => [["--http", `--host=${text}`], "--host takes a name or address"] as const
  ),
  ...["https://a.example", "a.example/mcp", "*", "a.example:port"].map(
    (text) => [["--http", `--allow-host=${text}`], "--allow-host takes a host such as"] as const
  ),
  ...["*", "a.example", "https://a.example/", "null", "file:///x"].map(
    (text) => [["--http", `--allow-origin=${text}`], "--allow-origin takes an origin such as"] as const
  ),
  [["--confirm", "Human"], 'not "Human". Did you mean human?'],
  [["--port", "8080"], "--port is for --http."],
  [["--allow-origin", "https://a.example"], "--allow-origin is for --http."],
  [["--http", "--run", "5"], "--run is not for --http"]
] as const)("%j is refused with the reason", (args, reason) => {
  const env = args.length > 1 && args[0] === "--http" ? { XINGTU_MCP_KEYS: `anna:${"k".repeat(16)}` } : {}
  expect(() => read(args, env)).toThrow(reason)
  expect(() => read(args, env)).toThrow(Options.WrongOption)
})

test.each(["many", "-1", "1.5"])("the variable %j is refused by its own name", (text) => {
  expect(() => read([], { XINGTU_MCP_DAILY: text })).toThrow("XINGTU_MCP_DAILY takes")
  expect(read(["--daily", "7"], { XINGTU_MCP_DAILY: text }).daily).toBe(7)
})

test("an empty variable is not set, and what is set is read", () => {
  expect(read([], { XINGTU_MCP_DAILY: "", XINGTU_MCP_KEYS: "" })).toMatchObject({ daily: 100, port: 8722 })
  const env = { XINGTU_MCP_KEYS: `anna:${"k".repeat(16)}, ben:${"l".repeat(16)}`, XINGTU_MCP_DAILY: "none" }
  const args = ["--http", "--host", "::1", "--port", "0", "--allow-origin", "https://a.example, http://b.example:80"]
  expect(read(args, env)).toMatchObject({
    host: "::1",
    port: 0,
    daily: Infinity,
    "allow-origin": ["https://a.example", "http://b.example:80"]
  })
  expect([...read(args, env).keys.values()]).toEqual(["anna", "ben"])
})

test.each([
  "anna",
  ":0123456789abcdef",
  "anna:short",
  "anna:0123456789abcdef ghi",
  "an na:0123456789abcdef",
  "anna:0123456789abcdéf",
  "anna:0123456789abcdef,ben:0123456789abcdef"
])("the keys %j are refused, and not told", (text) => {
  const wrong = () => read([], { XINGTU_MCP_KEYS: text })
  expect(wrong).toThrow("XINGTU_MCP_KEYS takes name:key")
  expect(wrong).not.toThrow(/0123|short/)
})

test("keys must be long enough to be none that is guessed", () => {
  expect(() => read(["--http"], { XINGTU_MCP_KEYS: "anna:short" })).toThrow("16 characters")
  expect([...read(["--http"], { XINGTU_MCP_KEYS: "anna:0123456789abcdef" }).keys.values()]).toEqual(["anna"])
})
