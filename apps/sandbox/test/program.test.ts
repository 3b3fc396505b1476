import { spawn } from "node:child_process"
import { once } from "node:events"
import { text } from "node:stream/consumers"
import { expect, test } from "vitest"
import { startSandbox } from "../src/index.ts"

const start = (...args: ReadonlyArray<string>) =>
  spawn(process.execPath, [new URL("../src/main.ts", import.meta.url).pathname, ...args])

const ended = async (program: ReturnType<typeof start>) => {
  const [out, err, [code]] = await Promise.all([text(program.stdout), text(program.stderr), once(program, "exit")])
  return { code, out, err }
}

test("prints its address when it is ready, and ends when it is told to", async () => {
  const program = start("--port", "0")
  const [line] = await once(program.stdout, "data")
  const url = String(line).trim()
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(await (await fetch(`${url}/ping`)).text()).toBe("pong")
  program.kill("SIGTERM")
  expect(await once(program, "exit")).toEqual([0, null])
})

test("a port that is taken is said to be so", async () => {
  await using taken = await startSandbox()
  const { code, err } = await ended(start("--port", new URL(taken.url).port))
  expect(code).toBe(1)
  expect(err).toMatch(/in use.*\nChoose another port/)
  expect(err).not.toContain("    at ")
})

test.for([
  ["--port", "x"],
  ["--port", "70000"],
  ["--prot", "1"]
] as const)("%s %s is answered with what is wrong", async (args) => {
  const { code, err, out } = await ended(start(...args))
  expect({ code, out }).toEqual({ code: 1, out: "" })
  expect(err).toContain(args[0])
  expect(err).toContain("Usage: npm run sandbox")
})
