import type { Redacted } from "effect"
import * as Properties from "../google/Properties.ts"
import * as Settings from "./Settings.ts"

/** What an execution knows of its document: read once, when it begins. */
export interface Opened {
  readonly properties: Properties.Texts
  readonly settings: Settings.Settings
  /** Without one, what is stored is shown all the same. */
  readonly token: Redacted.Redacted | undefined
}

export const open = (): Opened => {
  const properties = Properties.read()
  return { properties, settings: Settings.read(properties), token: Settings.token(properties) }
}
