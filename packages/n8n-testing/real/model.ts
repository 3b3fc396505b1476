// A stand-in for a language model: searches, reads the report of the first creator found, and repeats what it was told.
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { json } from "node:stream/consumers"

interface Message {
  readonly role: string
  readonly content: unknown
}

interface Asked {
  readonly messages: ReadonlyArray<Message>
  readonly tools?: ReadonlyArray<{
    readonly function: { readonly name: string; readonly description: string; readonly parameters: unknown }
  }>
}

const text = (content: unknown): string => (typeof content === "string" ? content : JSON.stringify(content))

const call = (name: string, args: object) => ({
  role: "assistant",
  content: null,
  tool_calls: [{ id: `call_${name}`, type: "function", function: { name, arguments: JSON.stringify(args) } }]
})

const answer = (messages: ReadonlyArray<Message>) => {
  const told = messages.filter(({ role }) => role === "tool").map(({ content }) => text(content))
  if (told.length === 0) return call("Search_creators", { keyword: "美食", min_price: 1000, max_price: 30000 })
  const id = /creator_id\W+(\d{16,20})/.exec(told[0] ?? "")?.[1]
  if (told.length === 1 && id !== undefined) return call("Creator_report", { creator_id: id })
  return { role: "assistant", content: `I was told: ${told.join("\n")}` }
}

/** Listens on this machine only; `asked` holds what the model was sent. */
export const startModel = async () => {
  const asked: Array<Asked> = []
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const given = body as Asked
      asked.push(given)
      const message = answer(given.messages)
      response.writeHead(200, { "content-type": "application/json" }).end(
        JSON.stringify({
          id: "1",
          object: "chat.completion",
          created: 1,
          model: "stand-in",
          choices: [{ index: 0, message, finish_reason: "tool_calls" in message ? "tool_calls" : "stop" }],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }
        })
      )
    })
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  return {
    url: `http://127.0.0.1:${port}/v1`,
    asked,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      })
  }
}
