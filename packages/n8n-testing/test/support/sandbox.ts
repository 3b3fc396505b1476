// The API of this machine for one test file, fresh for each test.
import { type Sandbox, type SandboxOptions, startSandbox, token } from "@xingtu/testing"
import { afterAll, beforeAll, beforeEach } from "vitest"
import type { Credentials } from "./n8n.ts"

export const creatorId = "6955721930401185805"
export const videoId = "7566200471448779514"

/** Another token each time: nobody has asked, paid or closed anything with it. */
let tokens = 0

/** Reachable once the tests run. */
export const useSandbox = (options: SandboxOptions = {}) => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox(options)
  })
  beforeEach(() => sandbox.reset())
  afterAll(() => sandbox.close())
  return {
    api: () => sandbox,
    credentials: (settings: Partial<Credentials> = {}): Credentials => ({
      token: `${token}-${tokens++}`,
      environment: "custom",
      baseUrl: sandbox.url,
      ...settings
    })
  }
}

export const byId = (value: string) => ({ __rl: true, mode: "id", value })

/** Input items, each with a creator of its own. */
export const creators = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ id: `69557219304011${String(10_000 + i)}` }))
