// Standard Schemas at both ends of a service, with Ky as whoever asks it: node schema.ts <id>
import { catalogue } from "@xingtu/core"
import { createXingtu } from "@xingtu/core/promise"
import { data, input } from "@xingtu/core/schema"
import ky from "ky"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

const endpoint = catalogue.spreadMetrics
const xingtu = createXingtu({ dailyBudget: 20 })

// What comes in is checked by the endpoint's own schema, before it can cost anything.
const server = createServer(async (request, response) => {
  const query = Object.fromEntries(new URL(request.url ?? "/", "http://localhost").searchParams)
  const checked = await input(endpoint)["~standard"].validate(query)
  const answer = checked.issues === undefined ? await xingtu.spreadMetrics(checked.value) : undefined
  response.writeHead(answer === undefined ? 400 : 200, { "content-type": "application/json" })
  response.end(JSON.stringify(answer === undefined ? checked.issues : answer.data))
})
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
const service = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

// Ky takes any Standard Schema: what it gives back is typed, with units in the schema's annotations.
const fields = await ky.get(service, { searchParams: { oAuthorId: process.argv[2] ?? "" } }).json(data(endpoint))
console.log(`median plays: ${fields.play_mid}, interaction rate: ${fields.interact_rate?.value}`)

const refused = await ky.get(service, { searchParams: { oAuthorId: "somebody" }, throwHttpErrors: false })
console.log(`${refused.status} ${await refused.text()}`)

server.close()
await xingtu.close()
