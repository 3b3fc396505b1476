import { inject } from "vitest"
import type { Packed } from "./pack.ts"

/** A published package, as packed for this run. */
export const packed = (name: string): Packed => {
  const found = inject("packed").find((it) => it.name === name)
  if (found === undefined)
    throw new Error(`${name} was not packed; is it among the devDependencies of packages/packed?`)
  return found
}

/** Says in the name of a test that installs with npm why it is skipped; empty when it is not. */
export const needsRegistry = inject("registryAway")
