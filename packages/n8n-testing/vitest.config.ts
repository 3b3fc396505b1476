import { mergeConfig } from "vitest/config"
import { base } from "../../vitest.base.ts"

export default mergeConfig(base, {
  // n8n-workflow comes with maps of sources it leaves out, and Vite says so of each file.
  logLevel: "error",
  test: {
    globalSetup: "test/support/install.ts",
    testTimeout: 60_000,
    isolate: false,
    env: { N8N_LOG_LEVEL: "silent" }
  }
})
