import { catalogue, deprecated, Endpoint } from "@xingtu/core"
import { createXingtu } from "@xingtu/core/promise"
import { startSandbox } from "@xingtu/sandbox"
import { afterAll, expect, test } from "vitest"

const sandbox = await startSandbox()
const xingtu = createXingtu({ token: "token-of-a-test", baseUrl: sandbox.url, retries: 0 })
afterAll(async () => {
  await xingtu.close()
  await sandbox.close()
})

/** What an endpoint must be given, by example. */
const needed = (endpoint: Endpoint.Endpoint) =>
  Object.fromEntries(
    Endpoint.fields(endpoint)
      .filter((field) => field.required)
      .map(({ name, example, choices }) => [name, example ?? choices[0]?.value ?? "1"])
  )

test.for(Object.values<Endpoint.Endpoint>(deprecated).map((endpoint) => [endpoint.id, endpoint] as const))(
  "%s is still answered, without drift",
  async ([, endpoint]) => {
    const answer = await xingtu.call(endpoint, needed(endpoint))
    expect(answer.raw).toHaveProperty("data")
    expect(answer.drift).toEqual([])
  }
)

test("each names the endpoint to use instead, and is in no menu", () => {
  for (const { id, replacedBy } of Object.values(deprecated)) {
    expect(Object.keys(catalogue)).toContain(replacedBy)
    expect(Object.keys(catalogue)).not.toContain(id)
  }
})
