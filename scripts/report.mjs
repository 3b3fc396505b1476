// Adds up the test reports of the packages; its last line is the closing line of every test run.
import { existsSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { packages, root } from "./workspace.mjs"

const file = "test-report.json"

/** Removes old reports, so that only this run's, or those turbo brings back from its cache, are counted. */
export const clear = () => {
  for (const path of packages()) rmSync(join(path, file), { force: true })
}

/**
 * @typedef {{ status: string, assertionResults: { status: string, fullName?: string }[] }} TestFile
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number }} Counts
 * @typedef {Counts & { testResults: TestFile[] }} Report
 * @typedef {{ task: string, directory: string, command: string, package?: string, cache?: { status: string } }} Planned
 */

/** @param {Report} report */
const count = (report) => {
  // A file that does not load, or whose beforeAll throws, has no failed test, so it counts as one failure itself.
  const broken = report.testResults.filter(
    (it) => it.status === "failed" && !it.assertionResults.some((test) => test.status === "failed")
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests
  }
}

const leftOut = new Set(["pending", "skipped", "todo"])

/** The tests that did not run, by name; those of a file that broke are no choice of anybody. @param {Report} report */
const names = (report) =>
  report.testResults
    .filter(({ status }) => status !== "failed")
    .flatMap(({ assertionResults }) => assertionResults)
    .flatMap(({ status, fullName }) => (fullName !== undefined && leftOut.has(status) ? [fullName] : []))

/** @param {string} path @returns {Report | undefined} */
const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined)

/**
 * The packages that left tests out when their result was stored: what was missing then may be here now.
 * @param {Planned[]} planned
 */
export const stale = (planned, base = root) =>
  planned.filter(({ task, directory, cache }) => {
    const stored = task === "test" && cache?.status === "HIT" ? read(join(base, directory, file)) : undefined
    return stored !== undefined && count(stored).skipped > 0
  })

/**
 * Prints the sum over the packages that were to run tests; 0 when all is well, else 1.
 * @param {Planned[]} planned turbo's plan, which has what tests wait for as well
 * @param {{ forbidSkips?: boolean, base?: string, print?: (line: string) => void }} [options]
 */
export const report = (planned, { forbidSkips = false, base = root, print = console.log } = {}) => {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  let ok = true
  for (const { directory } of planned.filter(({ task, command }) => task === "test" && command !== "<NONEXISTENT>")) {
    const content = read(join(base, directory, file))
    if (content === undefined) {
      print(`${directory}: no test report`)
      ok = false
      continue
    }
    const one = count(content)
    const missing = names(content)
    if (missing.length > 0) print(`${directory} left out ${missing.length}:`)
    for (const name of missing) print(`  ${name}`)
    sum.passed += one.passed
    sum.failed += one.failed
    sum.skipped += one.skipped
  }
  if (forbidSkips && sum.skipped > 0) {
    print("Skipped tests are not allowed here.")
    ok = false
  }
  print(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ""}`)
  return ok && sum.failed === 0 ? 0 : 1
}
