import { Document } from "@xingtu/sheets-addon/host"
import { openN8n } from "../../../hosts/n8n.ts"
import { addon } from "../../../hosts/sheets.ts"
import { readable } from "../../faults/readable.ts"
import type { Put, Session, Subject } from "../Subject.ts"

/** The built add-on in a document; who opens the same document again finds what Google kept. */
export const sheets = async (): Promise<Subject> => {
  const built = await addon()
  const documents = new Map<string, Document>()
  const open = async ({ baseUrl, dailyBudget, token }: Put): Promise<Session> => {
    const document = documents.get(token) ?? new Document(built)
    documents.set(token, document)
    await document.ask("properties.set", "document", {
      token,
      settings: JSON.stringify({ environment: baseUrl, retries: 1, dailyLimit: dailyBudget ?? null })
    })
    const cell = async (name: string, ...args: ReadonlyArray<unknown>) => {
      const shown = await document.cell(name, ...args).catch(String)
      const text = Array.isArray(shown) ? shown.flat().map(String).join("\n") : String(shown)
      return { answered: Array.isArray(shown) && !text.includes("harged"), text }
    }
    return {
      ask: (oAuthorId) => cell("XINGTU_SPREAD_METRICS", [[oAuthorId]]),
      search: (keyword) => cell("XINGTU_SEARCH", keyword, "Creator id"),
      google: document.turn,
      told: () => "",
      close: async () => undefined
    }
  }
  return {
    name: "Sheets",
    open,
    close: async () => void (await Promise.all([...documents.values()].map((document) => document.close())))
  }
}

/** The packed node in n8n's own engine, whose process keeps what was paid for. */
export const n8n = async (): Promise<Subject> => {
  const engine = await openN8n()
  const open = async ({ baseUrl, dailyBudget, token }: Put): Promise<Session> => {
    const credentials = {
      token,
      environment: "custom",
      baseUrl,
      retries: 1,
      paidCallsPerDay: dailyBudget === undefined ? "" : String(dailyBudget)
    } as const
    const run = async (parameters: Parameters<typeof engine.run>[1]) => {
      const { error, items } = await engine.run(credentials, parameters)
      const { description, message } = Object(error)
      const said = [message, description, ...items.flatMap(({ json }) => Object.values(json))].map(readable).join("\n")
      return { answered: error === undefined && items.length > 0, text: said }
    }
    return {
      ask: (oAuthorId) =>
        run({
          resource: "creator",
          operation: "spreadMetrics",
          creatorId: { __rl: true, mode: "id", value: oAuthorId }
        }),
      search: (keyword) => run({ resource: "creator", operation: "creatorSearch", keyword, limit: 5 }),
      told: () => "",
      close: async () => undefined
    }
  }
  return { name: "n8n", open, close: async () => engine[Symbol.dispose]() }
}
