import { catalogue, Failure, Format, Table } from "@xingtu/core"
import { createXingtu, type XingtuPromise } from "@xingtu/core/promise"
import { Document } from "@xingtu/sheets-addon/host"
import { startBot } from "@xingtu/slack-bot"
import { botOptions, person } from "@xingtu/slack-bot/support/bot"
import { startSlack } from "@xingtu/slack-bot/support/slack"
import { Redacted } from "effect"
import { openN8n } from "../../hosts/n8n.ts"
import { addon } from "../../hosts/sheets.ts"
import { message, readable } from "./readable.ts"

/** A question that is put to an adapter. */
export interface Put {
  readonly baseUrl: string
  readonly token: string
  readonly oAuthorId: string
  readonly retries: number
}

/** What a person sees, and what the adapter's own books say where it shows them. */
export interface Seen {
  readonly text: string
  readonly booked?: { readonly charged: number; readonly unknown: number }
}

/** Core or an adapter, asked for the spread metrics of a creator as its users would. */
export interface Subject {
  readonly name: string
  readonly ask: (put: Put) => Promise<Seen>
  readonly close: () => Promise<void>
}

const core = async (): Promise<Subject> => {
  const clients = new Map<string, XingtuPromise>()
  const clientOf = ({ baseUrl, retries, token }: Put): XingtuPromise => {
    const client = clients.get(token) ?? createXingtu({ token, baseUrl, retries })
    clients.set(token, client)
    return client
  }
  const shown = async (client: XingtuPromise, oAuthorId: string): Promise<string> => {
    try {
      const { data } = await client.spreadMetrics({ oAuthorId })
      const { columns, rows } = Table.of(catalogue.spreadMetrics, data)
      return rows.flatMap((row) => row.map((cell, i) => Format.cell(cell, columns[i]?.unit ?? "text", "en"))).join("\n")
    } catch (failure) {
      return Object.values(Failure.explain(failure as Failure.CallFailure, "en")).join("\n") // all it rejects with
    }
  }
  return {
    name: "core",
    ask: async (put) => {
      const client = clientOf(put)
      const text = await shown(client, put.oAuthorId)
      const { token } = await client.quota()
      return { text, booked: { charged: token.used, unknown: token.unknown } }
    },
    close: async () => void (await Promise.all([...clients.values()].map((client) => client.close())))
  }
}

const n8n = async (): Promise<Subject> => {
  const engine = await openN8n()
  return {
    name: "n8n",
    ask: async ({ baseUrl, oAuthorId, retries, token }) => {
      const credentials = { token, environment: "custom", baseUrl, retries } as const
      const parameters = {
        resource: "creator",
        operation: "spreadMetrics",
        creatorId: { __rl: true, mode: "id", value: oAuthorId }
      }
      const { error, items } = await engine.run(credentials, parameters)
      const { description, message } = Object(error)
      return {
        text: [message, description, ...items.flatMap(({ json }) => Object.values(json))].map(readable).join("\n")
      }
    },
    close: async () => engine[Symbol.dispose]()
  }
}

const slack = async (): Promise<Subject> => {
  const workspace = await startSlack()
  const bots = new Map<string, ReturnType<typeof startBot>>()
  const botOf = ({ baseUrl, retries, token }: Put) => {
    const bot =
      bots.get(token) ??
      startBot({
        ...botOptions(workspace, baseUrl),
        api: { token: Redacted.make(token), baseUrl },
        core: { retries },
        logLevel: "None"
      })
    bots.set(token, bot)
    return bot
  }
  let asked = 0
  return {
    name: "Slack",
    ask: async (put) => {
      const { url } = await botOf(put)
      const to = `/response/fault-${++asked}`
      await person(workspace, url).command(`spread ${put.oAuthorId}`, { response_url: `${workspace.url}${to}` })
      // What can be cancelled is not the end of it. The emulator waits some seconds; an API may take a minute.
      const end = () =>
        workspace.posted.find((one) => one.to === to && !JSON.stringify(one.body).includes("xingtu.cancel"))
      let last: ReturnType<typeof end>
      for (let looks = 0; last === undefined && looks < 8; looks++)
        last = await workspace.until(end, "an answer").catch(() => undefined)
      if (last === undefined) throw new Error("the bot said nothing more")
      return { text: message(last.body) }
    },
    close: async () => {
      for (const bot of bots.values()) await (await bot).close()
      await workspace.close()
    }
  }
}

const sheets = async (): Promise<Subject> => {
  const built = await addon()
  // A document remembers trouble for a minute, so each has one of its own.
  const documents = new Map<string, Document>()
  return {
    name: "Sheets",
    ask: async ({ baseUrl, oAuthorId, retries, token }) => {
      const document = documents.get(token) ?? new Document(built)
      documents.set(token, document)
      await document.ask("properties.set", "document", {
        token,
        settings: JSON.stringify({ environment: baseUrl, retries })
      })
      const shown = await document.cell("XINGTU_SPREAD_METRICS", [[oAuthorId]])
      return { text: Array.isArray(shown) ? shown.flat().map(String).join("\n") : String(shown) }
    },
    close: async () => void (await Promise.all([...documents.values()].map((document) => document.close())))
  }
}

export const subjects: ReadonlyArray<() => Promise<Subject>> = [core, n8n, slack, sheets]
