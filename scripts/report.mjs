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
 * @typedef {{ status: string, assertionResults: { status: string }[] }} TestFile
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number }} Counts
 * @typedef {Counts & { testResults: TestFile[] }} Report
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

/**
 * Prints the sum over the packages that were to run tests; 0 when all is well, else 1.
 * @param {{ task: string, directory: string, command: string }[]} planned turbo's plan, which has what tests wait for as well
 * @param {{ forbidSkips?: boolean, base?: string, print?: (line: string) => void }} [options]
 */
export const report = (planned, { forbidSkips = false, base = root, print = console.log } = {}) => {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  let ok = true
  for (const { directory } of planned.filter(({ task, command }) => task === "test" && command !== "<NONEXISTENT>")) {
    const path = join(base, directory, file)
    if (!existsSync(path)) {
      print(`${directory}: no test report`)
      ok = false
      continue
    }
    const one = count(JSON.parse(readFileSync(path, "utf8")))
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
