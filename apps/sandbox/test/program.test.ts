import { spawn } from "node:child_process"
import { once } from "node:events"
import { networkInterfaces } from "node:os"
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

/** What listens on all of this machine's addresses is reached by another of them too. */
const other = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address

const heardBeyond = (url: string) =>
  fetch(`http://${other}:${new URL(url).port}/ping`).then(
    (answer) => answer.text(),
    () => "nobody"
  )

test("listens on this machine only, and elsewhere when told to, with a warning and an address that can be called", async () => {
  const programs = [start(), start("--host", "0.0.0.0")]
  const urls = await Promise.all(programs.map(async ({ stdout }) => String(await once(stdout, "data")).trim()))
  const warnings = programs.map(({ stderr }) => text(stderr))
  expect(urls.map((url) => new URL(url).hostname)).toEqual(["127.0.0.1", "127.0.0.1"])
  expect(await Promise.all(other === undefined ? [] : urls.map(heardBeyond))).toEqual(
    other === undefined ? [] : ["nobody", "pong"]
  )
  for (const program of programs) program.kill("SIGTERM")
  expect(await Promise.all(warnings)).toEqual(["", expect.stringContaining("Warning: the sandbox listens on 0.0.0.0")])
})

test("an address that this machine does not have is said to be so", async () => {
  const { code, err } = await ended(start("--host", "203.0.113.7"))
  expect(code).toBe(1)
  expect(err).toContain("--host takes an address of this machine")
})

test("a port that is taken is said to be so", async () => {
  await using taken = await startSandbox()
  const { code, err } = await ended(start("--port", new URL(taken.url).port))
  expect(code).toBe(1)
  expect(err).toContain("This port is in use. Choose another one")
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

test("a misspelt option is guessed", async () => {
  expect((await ended(start("--prot", "1"))).err).toMatch(/^Unknown option --prot\. Did you mean --port\?\n/)
})
