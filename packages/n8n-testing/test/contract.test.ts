import { contract, type Put, type Seen } from "@xingtu/testing"
import { run } from "./support/n8n.ts"
import { byId } from "./support/sandbox.ts"

/** What every adapter promises, as the panel of a node shows it. */

const readable = (value: unknown): string =>
  value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value)

const ask = async ({ baseUrl, oAuthorId, settings, token }: Put): Promise<Seen> => {
  const credentials = { token, environment: "custom", baseUrl, retries: settings.retries ?? 0 } as const
  const { error, hints, items } = await run(
    credentials,
    { resource: "creator", operation: "spreadMetrics", creatorId: byId("={{ $json.id }}") },
    { items: [{ id: oAuthorId }] }
  )
  const { message = "", description = "" } = (error ?? {}) as { message?: string; description?: string }
  const rows = items.flatMap(({ json }) => Object.values(json).map(readable))
  return { text: [message, description, ...rows].join("\n"), traces: { error, hints, items } }
}

contract({ name: "an n8n node", langs: ["en"], ask })
