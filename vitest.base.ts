import { defineConfig } from "vitest/config"

/** What every package's vitest.config.ts starts from. */
export const base = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: "test-report.json" }]],
    // Generous, since a busy machine must not fail a good test.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // The same here and in CI, where vitest would choose otherwise by itself.
    allowOnly: false,
    update: "none"
  }
})
