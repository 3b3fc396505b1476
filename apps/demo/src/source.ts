import { BaseUrl, type Lang } from "@xingtu/core"
import { createXingtu, type XingtuPromise } from "@xingtu/core/promise"
import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { Result } from "effect"
import { UsageError } from "./UsageError.ts"

/** Where the answers come from. */
export interface Source extends AsyncDisposable {
  readonly xingtu: XingtuPromise
  /** Set when nothing here costs money. */
  readonly sandbox?: Sandbox
  readonly baseUrl: string
  readonly token: string
  /** Creators to show when nobody named any. */
  readonly shortlist: ReadonlyArray<string>
}

const warn = (warning: string) => void process.stderr.write(`${warning}\n`)

/** The real API when there is a token, else a sandbox of our own. */
export const sourceOf = async (env: NodeJS.ProcessEnv, lang: Lang): Promise<Source> => {
  const token = env["JUSTONEAPI_TOKEN"]?.trim() ?? ""
  if (token !== "") {
    const chosen = BaseUrl.parse(env["JUSTONEAPI_BASE_URL"]?.trim() || undefined)
    const { url: baseUrl } = Result.getOrThrowWith(chosen, (words) => new UsageError(words[lang]))
    const xingtu = createXingtu({ token, baseUrl, onWarning: warn })
    return { xingtu, baseUrl, token, shortlist: ["6629722295873044494", "6855230644880949262"], [Symbol.asyncDispose]: xingtu.close }
  }
  const sandbox = await startSandbox()
  const anyToken = "sandbox"
  // The sandbox need not be spared.
  const xingtu = createXingtu({ token: anyToken, baseUrl: sandbox.url, requestsPerSecond: Infinity })
  return {
    xingtu,
    sandbox,
    baseUrl: sandbox.url,
    token: anyToken,
    shortlist: ["6955721930401185805", "7012345678901234567", "7234567890123456789"],
    [Symbol.asyncDispose]: async () => {
      await xingtu.close()
      await sandbox.close()
    }
  }
}
