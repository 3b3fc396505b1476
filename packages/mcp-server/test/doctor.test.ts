import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { text } from "node:stream/consumers"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { folder, main, token } from "./support.ts"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

/** Runs `xingtu-mcp doctor` to its end. */
const doctor = async (env: Readonly<Record<string, string>>) => {
  using home = folder()
  const program = spawn(process.execPath, [main, "doctor"], {
    env: { JUSTONEAPI_BASE_URL: sandbox.url, XDG_DATA_HOME: home.path, HOME: home.path, ...env }
  })
  const [output, errors, [code]] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    once(program, "exit")
  ])
  expect(`${output}${errors}`).not.toContain(token)
  return { code, output }
}

test("a good token is found good, for nothing", async () => {
  const { code, output } = await doctor({ JUSTONEAPI_TOKEN: token })
  expect(output).toContain(`ok   Just One API accepts the token (${sandbox.url}, `)
  expect(code).toBe(0)
  expect(sandbox.ledger()).toMatchObject({ requests: 1, charged: 0 })
})

test("a wrong token is not", async () => {
  sandbox.settings({ tokens: ["another"] })
  const { code, output } = await doctor({ JUSTONEAPI_TOKEN: token })
  expect(output).toContain(
    `NO   Just One API accepts the token: The API does not accept the token (100). Copy the token again`
  )
  expect(code).toBe(1)
})

test.for([
  [{ JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: "http://127.0.0.1:2" }, "Could not reach the API (ECONNREFUSED)."],
  [{ JUSTONEAPI_TOKEN: " " }, "JUSTONEAPI_TOKEN: A token of Just One API is required"],
  [{ JUSTONEAPI_TOKEN: "${JUSTONEAPI_TOKEN}" }, "Just One API: not checked, because settings are invalid"],
  [{ JUSTONEAPI_TOKEN: token, JUSTONEAPI_BASE_URL: "api.example.com" }, "JUSTONEAPI_BASE_URL: The base URL must be"],
  [{ XINGTU_RETRIES: "-1" }, "JUSTONEAPI_TOKEN: Not set. XINGTU_RETRIES: Must be a whole number, 0 or more."]
] as const)("%j is told", async ([env, problem]) => {
  const { code, output } = await doctor(env)
  expect(output).toContain(problem)
  expect(code).toBe(1)
  expect(sandbox.ledger().requests).toBe(0)
})
