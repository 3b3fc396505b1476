import { defineConfig } from "vitest/config"
import { base } from "../../vitest.base.ts"

/** A real n8n: `pnpm test:real`. The first time it installs one. */
export default defineConfig({
  test: {
    ...base.test,
    include: ["real/**/*.test.ts"],
    reporters: ["verbose", ["json", { outputFile: "test-report-real.json" }]],
    testTimeout: 180_000,
    hookTimeout: 300_000
  }
})
