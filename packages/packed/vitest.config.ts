import { mergeConfig } from "vitest/config"
import { base } from "../../vitest.base.ts"

export default mergeConfig(base, {
  test: {
    globalSetup: "src/pack.ts",
    // npm fetches what the packages need, from the registry the first time.
    testTimeout: 240_000,
    hookTimeout: 240_000
  }
})
