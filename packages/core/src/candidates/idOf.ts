import { Result } from "effect"
import { hasLostDigits, idParser, xingtuPages } from "../endpoint/param/ids.ts"
import { asText } from "../endpoint/param/input.ts"

const read = idParser(xingtuPages)

/**
 * A creator's id as requests have it, from a link or in wide digits too, so that one creator is not two; another text as
 * it is. Undefined where there is none, or where it has lost digits.
 */
export const idOf = (given: unknown): string | undefined => {
  const id = read(given)
  if (Result.isSuccess(id)) return id.success
  return hasLostDigits(given) ? undefined : asText(given) || undefined
}
