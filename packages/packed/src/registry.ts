import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Failed, run } from "./run.ts"

/** What npm reports where there is no way to the registry at all: no network, no name service, nobody who listens. */
const away =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ENETDOWN|ETIMEDOUT|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|E50[234])$/

const certificate = /CERT|ISSUER|UNABLE_TO_VERIFY/

/** npm's own code for what went wrong. */
const codeOf = (output: string): string => /npm (?:error|ERR!) code (\S+)/.exec(output)?.[1] ?? ""

const hint = (code: string): string => {
  if (certificate.test(code))
    return "Something on the way to the registry shows a certificate that Node does not know: name it in NODE_EXTRA_CA_CERTS."
  if (/^E40[137]$/.test(code)) return "The registry or a proxy refuses: look at .npmrc and at HTTPS_PROXY."
  return "Look at .npmrc, npm_config_registry and HTTPS_PROXY."
}

/** Says in one line what npm met. */
export const explain = (failure: unknown): Error => {
  if (!(failure instanceof Failed)) return new Error(String(failure))
  const code = codeOf(failure.output)
  return code === "" ? failure : new Error(`npm failed with ${code}. ${hint(code)}\n${failure.message}`)
}

/** Why the tests that install with npm are left out, for their names; empty when there is a way to the registry. */
export const registryAway = async (env?: Readonly<Record<string, string>>): Promise<string> => {
  // An empty cache: a full one would answer for a registry that is away, also when it is asked anew.
  const cache = await mkdtemp(join(tmpdir(), "xingtu-cache-"))
  const question = ["view", "effect", "version", "--fetch-retries=0", "--fetch-timeout=10000", `--cache=${cache}`]
  try {
    await run(tmpdir(), "npm", question, env, 30_000)
  } catch (failure) {
    const code = failure instanceof Failed ? codeOf(failure.output) : ""
    if (away.test(code)) return ` (skipped: no npm registry: ${code})`
    // It is there and refuses us: the tests fail with what it says.
  } finally {
    await rm(cache, { recursive: true, force: true })
  }
  return ""
}
