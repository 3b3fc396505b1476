// n8n's own analysis of a community package: `node analyze.ts <folder> <pattern> ...` prints what it refuses and ends
// with 1.
import { analyzePackage } from "@n8n/scan-community-package/scanner/scanner.mjs"

/** What n8n refuses in these files; empty when it passes. */
export const analyze = async (folder: string, patterns: ReadonlyArray<string>): Promise<string> => {
  const { details, message, passed } = await analyzePackage(folder, [...patterns])
  return passed ? "" : (details ?? message ?? "refused")
}

if (import.meta.main) {
  const [folder = ".", ...patterns] = process.argv.slice(2)
  const refused = await analyze(folder, patterns)
  process.stdout.write(refused)
  process.exitCode = refused === "" ? 0 : 1
}
