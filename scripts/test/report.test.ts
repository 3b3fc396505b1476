import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { report, stale } from "../report.mjs"

const clean = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] }

describe("report", () => {
  let base: string
  let lines: string[]
  const print = (line: string) => void lines.push(line)
  const write = (name: string, content: object) => {
    mkdirSync(join(base, name), { recursive: true })
    writeFileSync(join(base, name, "test-report.json"), JSON.stringify(content))
  }
  const task = (directory: string, command = "vitest run", task = "test") => ({ task, directory, command })

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "report-"))
    lines = []
  })
  afterEach(() => rmSync(base, { recursive: true }))

  it("adds up the packages", () => {
    write("a", clean)
    write("b", { ...clean, numPassedTests: 4 })
    expect(report([task("a"), task("b")], { base, print })).toBe(0)
    expect(lines).toEqual(["7 passed, 0 failed"])
  })

  it("counts a package once when it is built for the tests, and asks no report of one that is only built", () => {
    write("a", clean)
    expect(report([task("a", "tsc", "build"), task("a"), task("b", "tsc", "build")], { base, print })).toBe(0)
    expect(lines).toEqual(["3 passed, 0 failed"])
  })

  it("fails on a failed test", () => {
    write("a", { ...clean, numFailedTests: 2 })
    expect(report([task("a")], { base, print })).toBe(1)
    expect(lines).toEqual(["3 passed, 2 failed"])
  })

  it("counts a file that does not load as a failure", () => {
    write("a", { ...clean, testResults: [{ status: "failed", assertionResults: [] }] })
    expect(report([task("a")], { base, print })).toBe(1)
    expect(lines).toEqual(["3 passed, 1 failed"])
  })

  it("counts a file whose beforeAll throws as a failure", () => {
    const skipped = { status: "failed", assertionResults: [{ status: "skipped" }] }
    write("a", { ...clean, numPendingTests: 1, testResults: [skipped] })
    expect(report([task("a")], { base, print })).toBe(1)
    expect(lines).toEqual(["3 passed, 1 failed, 1 skipped"])
  })

  it("fails when a package with tests left no report, and says so before the closing line", () => {
    write("a", clean)
    expect(report([task("a"), task("b")], { base, print })).toBe(1)
    expect(lines).toEqual(["b: no test report", "3 passed, 0 failed"])
  })

  it("passes over packages without a test script", () => {
    write("a", clean)
    expect(report([task("a"), task("b", "<NONEXISTENT>")], { base, print })).toBe(0)
  })

  it("shows skipped tests, and fails on them where they are forbidden", () => {
    write("a", { ...clean, numPendingTests: 1, numTodoTests: 1 })
    expect(report([task("a")], { base, print })).toBe(0)
    expect(lines).toEqual(["3 passed, 0 failed, 2 skipped"])
    expect(report([task("a")], { base, print, forbidSkips: true })).toBe(1)
    expect(lines.at(-1)).toBe("3 passed, 0 failed, 2 skipped")
  })

  it("names what was left out, and not what a broken file did not reach", () => {
    const skipped = { status: "skipped", fullName: "a store in Redis (skipped: no Redis)" }
    const testResults = [
      { status: "passed", assertionResults: [{ status: "passed", fullName: "adds" }, skipped] },
      { status: "failed", assertionResults: [{ status: "skipped", fullName: "never reached" }] }
    ]
    write("a", { ...clean, numPendingTests: 2, testResults })
    expect(report([task("a")], { base, print })).toBe(1)
    expect(lines).toEqual(["a left out 1:", `  ${skipped.fullName}`, "3 passed, 1 failed, 2 skipped"])
  })

  it("tries again what a stored result had left out", () => {
    write("a", { ...clean, numPendingTests: 1 })
    write("b", clean)
    const stored = ["a", "b", "c"].map((name) => ({ ...task(name), cache: { status: "HIT" } }))
    expect(stale(stored, base)).toEqual([stored[0]])
    expect(stale([{ ...task("a"), cache: { status: "MISS" } }], base)).toEqual([])
  })
})
