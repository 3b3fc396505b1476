import type { Kind } from "../util/consumers.ts"
import type { Keys } from "../state/Secret.ts"
import type { Where } from "../store/Stores.ts"
import type { Lang, Settings } from "@xingtu/core"
import type { LogLevel } from "effect"
import type { Duration, Redacted } from "effect"

/** How the bot is connected: to one workspace over HTTP or Socket Mode, or to many with OAuth. */
export type Connection =
  /** One workspace; Slack sends requests to this machine. */
  | { readonly _tag: "Http"; readonly signingSecret: Redacted.Redacted; readonly botToken: Redacted.Redacted }
  /** Many workspaces; each installs the app through this machine. */
  | {
      readonly _tag: "OAuth"
      readonly signingSecret: Redacted.Redacted
      readonly clientId: string
      readonly clientSecret: Redacted.Redacted
      readonly stateSecret: Redacted.Redacted
      /** Seals bot tokens at rest; keys from before it still open them. */
      readonly encryptionKeys: Keys
      /** The only workspaces that may use the app; any may unless set. */
      readonly workspaces?: ReadonlyArray<string> | undefined
    }
  /** One workspace, no public address: the bot keeps a connection open. */
  | { readonly _tag: "Socket"; readonly appToken: Redacted.Redacted; readonly botToken: Redacted.Redacted }

/**
 * All settings of a bot: connection, stores, budgets in paid calls, the API and its token. The program `xingtu-slack`
 * reads them from the environment.
 */
export interface Options {
  readonly connection: Connection
  readonly port: number
  readonly stores: Where
  /** Paid calls a day: of the token, of one person, of one channel, of one workspace. No limit unless set. */
  readonly budgets: { readonly token?: number | undefined } & Partial<Readonly<Record<Kind, number | undefined>>>
  readonly api: { readonly token: Redacted.Redacted; readonly baseUrl: string }
  /** How core is set beside that: its rate limit, its timeouts, how long results stay good. */
  readonly core?: Partial<Settings.Settings>
  /** The language for people whose locale Slack does not tell and who have not chosen one. */
  readonly lang: Lang
  /** Slack's Web API; another address in tests. */
  readonly slackApiUrl: string
  /** Paid calls that one command may make without confirmation. */
  readonly mayPay: number
  /** How long a result may take before a line says that it is being requested; nothing unless set. */
  readonly noticeAfter?: Duration.Input
  /** How often the bot looks for watches that are due; 10 seconds unless set. */
  readonly watchEvery?: Duration.Input
  /** How long the end waits for work that is under way. */
  readonly patience: Duration.Input
  /** Where OpenTelemetry is collected, such as http://localhost:4318. */
  readonly telemetry?: string | undefined
  readonly logLevel: LogLevel.LogLevel
}
