import { contract, type Put, type Seen } from "@xingtu/testing"
import { afterAll } from "vitest"
import { Document } from "../host/index.ts"
import { built } from "./support/document.ts"

/** What every adapter promises, as a cell keeps it. */

/** Budgets, latches and answers are a document's: who has another account has another document. */
const documents = new Map<string, Document>()

afterAll(() => Promise.all([...documents.values()].map((document) => document.close())))

const ask = async ({ baseUrl, lang, oAuthorId, settings, token }: Put): Promise<Seen> => {
  const document = documents.get(token) ?? new Document(built, { waits: false })
  documents.set(token, document)
  await document.turn({ locale: lang === "zh" ? "zh_CN" : "en_US" })
  await document.ask("properties.set", "document", {
    token,
    settings: JSON.stringify({ environment: baseUrl, ...settings })
  })
  const shown = await document.cell("XINGTU_SPREAD_METRICS", [[oAuthorId]])
  const { token: _, ...stored } = (await document.ask("properties", "document")) as Readonly<Record<string, string>>
  return {
    text: Array.isArray(shown) ? shown.flat().map(String).join("\n") : String(shown),
    traces: [stored, await document.ask("cache"), await document.ask("shown")]
  }
}

contract({ name: "a Sheets formula", langs: ["en", "zh"], ask })
