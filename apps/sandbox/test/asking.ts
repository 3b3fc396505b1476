import { catalogue } from "@xingtu/core"
import { startSandbox } from "../src/index.ts"

/** A sandbox and ways to ask it, for a file of tests. */
export const asking = async () => {
  const sandbox = await startSandbox()

  const get = (path: string, params: Readonly<Record<string, string>>) =>
    fetch(`${sandbox.url}${path}?${new URLSearchParams(params)}`)

  const ask = async (
    endpoint: keyof typeof catalogue,
    params: Readonly<Record<string, string>> = {}
  ): Promise<Envelope> => envelope(await get(catalogue[endpoint].path, { token, oAuthorId: id, ...params }))

  const post = (path: string, body: unknown) =>
    fetch(`${sandbox.url}/_sandbox/${path}`, { method: "POST", body: JSON.stringify(body) })

  return { sandbox, get, ask, post }
}

export const token = "secret-token-of-a-test"
export const id = "6955721930401185805"

export interface Envelope {
  readonly code: number | string
  readonly message: string | null
  readonly data: Readonly<Record<string, unknown>>
}

/** What the sandbox answered, by the shape it promises. */
export const envelope = (response: Response): Promise<Envelope> => response.json() as Promise<Envelope>
