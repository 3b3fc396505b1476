// One engine for all tests of a run.
import { inject } from "vitest"
import { type Credentials, type Engine, openEngine } from "../../host/engine.ts"

export type { Credentials }

let opened: Promise<Engine> | undefined

export const engine = (): Promise<Engine> => (opened ??= openEngine(inject("installed")))

export const run = async (...args: Parameters<Engine["run"]>) => (await engine()).run(...args)

export const search = async (...args: Parameters<Engine["search"]>) => (await engine()).search(...args)

export const description = async (...args: Parameters<Engine["description"]>) => (await engine()).description(...args)
