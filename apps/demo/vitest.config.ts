import { mergeConfig } from "vitest/config"
import { base } from "../../vitest.base.ts"

// The whole demo, n8n's engine and all, on a machine that may be busy.
export default mergeConfig(base, { test: { testTimeout: 90_000 } })
