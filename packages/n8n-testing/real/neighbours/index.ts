// Services that n8n's own nodes talk to, on this machine: the nodes are the real ones, with their real addresses and
// TLS.
import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:https"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { makeSheets } from "./sheets.ts"

const hosts = ["sheets.googleapis.com", "slack.com"]

/** What was posted to Slack. */
export interface Message {
  readonly channel: string
  readonly text: string
}

/** A certificate for these hosts, trusted where NODE_EXTRA_CA_CERTS names it. */
const certificate = (folder: string) => {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")]
  const names = hosts.map((host) => `DNS:${host}`).join(",")
  const subject = ["-subj", "/CN=neighbours of a test", "-addext", `subjectAltName=${names}`]
  const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", cert, ...subject]
  execFileSync("openssl", args, { stdio: "ignore" })
  return { file: cert, key: readFileSync(key), cert: readFileSync(cert) }
}

export const startNeighbours = async (sheetTitles: ReadonlyArray<string>) => {
  const folder = mkdtempSync(join(tmpdir(), "xingtu-neighbours-"))
  const { file, ...pair } = certificate(folder)
  const sheets = makeSheets(sheetTitles)
  const posted: Array<Message> = []

  const answer = (method: string, url: URL, body: unknown): unknown => {
    if (url.hostname === "sheets.googleapis.com") return sheets.answer(method, url, body)
    if (url.pathname !== "/api/chat.postMessage") throw new Error(`Slack ${url.pathname}`)
    const message = body as Message
    posted.push(message)
    return { ok: true, channel: message.channel, ts: `${posted.length}.0`, message }
  }

  const server = createServer(pair, (request, response) => {
    const { headers, method = "GET", url = "/" } = request
    void text(request)
      .then((body) => ({
        status: 200,
        answered: answer(method, new URL(url, `https://${headers.host}`), body === "" ? {} : JSON.parse(body))
      }))
      .catch((error: unknown) => ({ status: 500, answered: { error: { message: String(error) } } }))
      .then(({ answered, status }) =>
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answered))
      )
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  return {
    sheets,
    posted,
    /** For a process that is to meet them. */
    env: { XINGTU_NEIGHBOURS: JSON.stringify({ hosts, port }), NODE_EXTRA_CA_CERTS: file },
    close: () =>
      new Promise<void>((closed) => {
        rmSync(folder, { recursive: true, force: true })
        server.close(() => closed())
        server.closeAllConnections()
      })
  }
}
