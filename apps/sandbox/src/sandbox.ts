import { catalogue } from "@xingtu/core"
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import * as Account from "./Account.ts"
import { api } from "./api.ts"
import { control, type Control } from "./control.ts"
import { type Rule, script } from "./Fault.ts"
import * as Ledger from "./Ledger.ts"

/** Where the sandbox listens, and the settings and faults it starts with. */
export interface SandboxOptions {
  /** Any free port unless set. */
  readonly port?: number
  /** Where it listens; 127.0.0.1, which only this machine reaches, unless set. */
  readonly host?: string
  readonly settings?: Account.Settings
  readonly faults?: ReadonlyArray<Rule>
}

/** A running sandbox. The same control is reachable over HTTP under `/_sandbox/`. */
export interface Sandbox extends Control, AsyncDisposable {
  /** The base URL to give to core. */
  readonly url: string
  /** Resolves as soon as `n` requests have arrived since the start or the last reset. */
  readonly received: (n: number) => Promise<void>
  /** Ends it at once, with whatever is still open. */
  readonly close: () => Promise<void>
}

/** A mistake of the sandbox itself must not look like a response of the API. */
const broken = (response: ServerResponse) => (error: unknown) => {
  console.error(error)
  response.destroy()
}

const say = (response: ServerResponse, status: number, text: string) => {
  response.writeHead(status, { "content-type": "text/plain" }).end(text)
}

const example = `${catalogue.spreadMetrics.path}?token=any&oAuthorId=${catalogue.spreadMetrics.params.oAuthorId.example}`

/** How this machine reaches a server that listens there: an address that stands for all is none to call. */
const callable = ({ address, family }: AddressInfo): string =>
  address === "0.0.0.0" || address === "::" ? "127.0.0.1" : family === "IPv6" ? `[${address}]` : address

/**
 * Starts the API on this machine, for tests. Only this machine reaches it unless `host` says otherwise; it costs
 * nothing.
 *
 * ```ts
 * await using sandbox = await startSandbox({ settings: { dailyQuota: 3 } })
 * const xingtu = createXingtu({ token: "any", baseUrl: sandbox.url })
 * sandbox.faults([{ endpoint: "spreadMetrics", nth: 2, fault: { kind: "code", code: 301 } }])
 * // ... sandbox.ledger().charged
 * ```
 */
export const startSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const ledger = Ledger.make()
  let account = Account.make(options.settings ?? {})
  let faults = script(options.faults ?? [])
  const fresh = () => api(account, ledger, (asked) => faults.take(asked))
  let serve = fresh()
  const own: Control = {
    ledger: ledger.view,
    /** Back to how it was started, with an empty ledger. */
    reset: () => {
      ledger.clear()
      account = Account.make(options.settings ?? {})
      faults = script(options.faults ?? [])
      serve = fresh()
    },
    faults: (rules) => {
      faults = script(rules)
    },
    settings: (settings) => account.set(settings)
  }
  const steer = control(own)

  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? "/", base)
    if (url === null) {
      response.writeHead(400).end()
    } else if (url.pathname.startsWith("/_sandbox/")) {
      steer(request, url.pathname, response).catch(broken(response))
    } else if (url.pathname === "/ping") {
      say(response, 200, "pong")
    } else if (url.pathname === "/") {
      say(
        response,
        200,
        `The Just One API for Xingtu on this machine. Any token is accepted and nothing costs money:\n\n${base}${example}\n\nRequests and charges: ${base}/_sandbox/ledger\nFaults, limits and the rest: apps/sandbox/README.md\n`
      )
    } else if (request.method !== "GET") {
      response.setHeader("allow", "GET")
      say(response, 405, `The API supports GET only, not ${request.method}.\n`)
    } else {
      serve(url, response).catch(broken(response))
    }
  })
  await new Promise<void>((listening, failed) => {
    server.once("error", failed)
    server.listen(options.port ?? 0, options.host ?? "127.0.0.1", listening)
  })
  const bound = server.address() as AddressInfo // it listens on a port, not on a pipe
  const base = `http://${callable(bound)}:${bound.port}`

  const close = () =>
    new Promise<void>((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
  return { ...own, url: base, received: ledger.received, close, [Symbol.asyncDispose]: close }
}
