// n8n's REST interface, as its editor uses it.
const owner = { email: "owner@example.com", firstName: "O", lastName: "W", password: "Passw0rd!of-a-test" }

// n8n ties a session to the browser that began it.
const browser = "test"

export const login = async (url: string) => {
  let cookie = ""
  const call = async <A>(method: "GET" | "POST", path: string, body?: object): Promise<A> => {
    const response = await fetch(url + path, {
      method,
      headers: { "content-type": "application/json", "browser-id": browser, cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const cookies = response.headers.getSetCookie()
    if (cookies.length > 0) cookie = cookies.map((one) => one.split(";")[0]).join("; ")
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`)
    const read = JSON.parse(text) as { readonly data?: A } & A
    return read.data ?? read
  }
  await call("POST", "/rest/owner/setup", owner)
  return { call, owner }
}

export type Rest = Awaited<ReturnType<typeof login>>

interface Execution {
  readonly status: string
  readonly data: string
}

/** A value of n8n's flattened JSON: texts stand for places in the list. */
const unflat = (text: string): unknown => {
  const list = JSON.parse(text) as ReadonlyArray<unknown>
  const seen = new Map<number, unknown>()
  const at = (place: unknown): unknown => {
    const i = Number(place)
    if (seen.has(i)) return seen.get(i)
    const value = list[i]
    if (typeof value !== "object" || value === null) return value
    const made: Record<string, unknown> | Array<unknown> = Array.isArray(value) ? [] : {}
    seen.set(i, made)
    for (const [key, one] of Object.entries(value)) Reflect.set(made, key, typeof one === "string" ? at(one) : one)
    return made
  }
  return at(0)
}

export interface NodeRun {
  readonly error?: { readonly message: string; readonly description?: string }
  readonly data?: { readonly main: ReadonlyArray<ReadonlyArray<{ readonly json: Record<string, unknown> }>> }
}

/** Runs a stored workflow from one of its triggers, as the editor's button does. */
export const runFrom = async ({ call }: Rest, workflow: object & { readonly id: string }, trigger: string) => {
  const { executionId } = await call<{ executionId: string }>("POST", `/rest/workflows/${workflow.id}/run`, {
    workflowData: workflow,
    triggerToStartFrom: { name: trigger }
  })
  for (;;) {
    const { data, status } = await call<Execution>("GET", `/rest/executions/${executionId}`)
    if (status !== "running" && status !== "new") {
      const { resultData } = unflat(data) as {
        readonly resultData: { readonly runData: Record<string, ReadonlyArray<NodeRun>> }
      }
      return { status, nodes: resultData.runData }
    }
    await new Promise((wait) => setTimeout(wait, 100))
  }
}
