// n8n's scan of a community package, on the sources and on what would be published. Only its provenance check is left
// out: it needs npm.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { SOURCE_FILE_PATTERNS } from "@n8n/scan-community-package/scanner/scanner.mjs"
import { analyze } from "./analyze.ts"
import { unpack } from "./pack.ts"
import { root } from "./root.ts"

const published = mkdtempSync(join(tmpdir(), "xingtu-scan-"))
try {
  unpack(published)
  const legs = {
    sources: await analyze(root, SOURCE_FILE_PATTERNS),
    package: await analyze(published, ["**/*.js", "package.json"])
  }
  for (const [leg, refused] of Object.entries(legs)) {
    console.log(`${leg}: ${refused === "" ? "passed" : `refused\n${refused}`}`)
    if (refused !== "") process.exitCode = 1
  }
} finally {
  rmSync(published, { recursive: true, force: true })
}
