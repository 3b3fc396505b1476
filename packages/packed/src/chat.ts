import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** What a model says in one turn: words, or calls of functions by name with their arguments as JSON. */
export interface Turn {
  readonly content?: string
  readonly calls?: ReadonlyArray<readonly [name: string, input: string]>
}

/** What came in: the messages so far, and the functions that are offered. */
export interface Asked {
  readonly messages: ReadonlyArray<{ readonly role: string; readonly content: string }>
  readonly tools: ReadonlyArray<{ readonly type: string; readonly function: Readonly<Record<string, unknown>> }>
}

/** A model behind OpenAI's chat completions that says what it is told to, turn by turn. */
export const scriptedModel = async (turns: ReadonlyArray<Turn>) => {
  const asked: Array<Asked> = []
  const server = createServer(async (request, response) => {
    const chunks: Array<Buffer> = []
    for await (const chunk of request) chunks.push(chunk)
    asked.push(JSON.parse(Buffer.concat(chunks).toString()))
    const { calls, content = null } = turns[asked.length - 1] ?? { content: "The script is over." }
    const tool_calls = calls?.map(([name, input], i) => ({
      id: `call_${asked.length}_${i}`,
      type: "function",
      function: { name, arguments: input }
    }))
    const message = { role: "assistant", content, ...(tool_calls === undefined ? {} : { tool_calls }) }
    response.setHeader("content-type", "application/json")
    response.end(
      JSON.stringify({
        id: `chat_${asked.length}`,
        object: "chat.completion",
        created: 1,
        model: "scripted",
        choices: [{ index: 0, message, finish_reason: tool_calls === undefined ? "stop" : "tool_calls" }]
      })
    )
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    asked,
    url: `http://127.0.0.1:${port}/v1`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
  }
}
