import { Result, Schema } from "effect"
import type { IncomingMessage, ServerResponse } from "node:http"
import { text } from "node:stream/consumers"
import { Settings } from "./Account.ts"
import { type Rule, Rules } from "./Fault.ts"
import type { LedgerView } from "./Ledger.ts"

/** What can be seen and changed while the sandbox runs. */
export interface Control {
  readonly ledger: () => LedgerView
  readonly reset: () => void
  readonly faults: (rules: ReadonlyArray<Rule>) => void
  readonly settings: (settings: Settings) => void
}

const strict = { onExcessProperty: "error" } as const
const rulesOf = Schema.decodeUnknownResult(Schema.fromJsonString(Rules), strict)
const settingsOf = Schema.decodeUnknownResult(Schema.fromJsonString(Settings), strict)

const json = (response: ServerResponse, status: number, content: unknown) => {
  response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(content, undefined, 2)}\n`)
}

const set = <A>(
  response: ServerResponse,
  decoded: Result.Result<A, Schema.SchemaError>,
  apply: (value: A) => void,
  body: string
) => {
  if (Result.isFailure(decoded))
    return json(response, 400, { error: decoded.failure.message, body: `Send ${body} (see apps/sandbox/README.md).` })
  apply(decoded.success)
  json(response, 200, { ok: true })
}

/** `/_sandbox/...`: not part of the API. */
export const control =
  (sandbox: Control) =>
  async (request: IncomingMessage, path: string, response: ServerResponse): Promise<void> => {
    const body = await text(request)
    switch (`${request.method} ${path}`) {
      case "GET /_sandbox/ledger":
        return json(response, 200, sandbox.ledger())
      case "POST /_sandbox/reset":
        sandbox.reset()
        return json(response, 200, { ok: true })
      case "POST /_sandbox/faults":
        return set(response, rulesOf(body), sandbox.faults, "a list of rules")
      case "POST /_sandbox/settings":
        return set(response, settingsOf(body), sandbox.settings, "settings")
      default:
        return json(response, 404, {
          error: "Unknown path. Available: GET ledger, POST reset, POST faults (a list of rules), POST settings."
        })
    }
  }
