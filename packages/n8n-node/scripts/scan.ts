// n8n's own scan of a community package, on the sources and on what would be published. Only its provenance check is left out: it needs npm.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { analyzePackage, SOURCE_FILE_PATTERNS } from "@n8n/scan-community-package/scanner/scanner.mjs"
import { unpack } from "./pack.ts"

const published = mkdtempSync(join(tmpdir(), "xingtu-scan-"))
try {
  unpack(published)
  const legs = {
    sources: await analyzePackage(dirname(import.meta.dirname), SOURCE_FILE_PATTERNS),
    package: await analyzePackage(published, ["**/*.js", "package.json"])
  }
  for (const [leg, { passed, message, details }] of Object.entries(legs)) {
    console.log([`${leg}: ${passed ? "passed" : "refused"}`, message, details].filter(Boolean).join("\n"))
    if (!passed) process.exitCode = 1
  }
} finally {
  rmSync(published, { recursive: true, force: true })
}
