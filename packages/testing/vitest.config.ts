import { mergeConfig } from "vitest/config"
import { base } from "../../vitest.base.ts"

declare module "vitest" {
  export interface ProvidedContext {
    /** What core sends its requests through. */
    readonly transport: "undici" | "fetch" | "HttpClient"
  }
}

/** The tests of money and faults over every transport. */
export default mergeConfig(base, {
  test: {
    projects: [
      { extends: true, test: { name: "undici", provide: { transport: "undici" } } },
      {
        extends: true,
        test: {
          name: "fetch",
          provide: { transport: "fetch" },
          setupFiles: ["test/core/ownFetch.ts"],
          // About what answers say, however they came.
          exclude: ["test/{deprecated,report,shortlist,token}.test.ts"]
        }
      },
      {
        extends: true,
        test: {
          name: "HttpClient",
          provide: { transport: "HttpClient" },
          // About those, and about the Promise door, which does not send through it.
          exclude: ["test/*.test.ts", "test/core/{books,leave,promise}.test.ts"]
        }
      }
    ]
  }
})
