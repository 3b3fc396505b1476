import type { Store } from "@xingtu/core"
import { Effect } from "effect"
import { type Command, leading, ownByName, parse, takesCreators, tokens } from "../commands/index.ts"
import * as Lists from "../state/Lists.ts"
import type { Durable } from "../store/Stores.ts"

/** Ids, filters and signs are no list's name. */
const isName = (word: string): boolean => word !== "" && !/[=：:<>≤≥/]/.test(word) && !/^\d+$/.test(word)

const words = /([\s,，、;；]+)/

/** Creators in place of the names of lists; other words stay as they are. */
const unfolded = (
  whose: Lists.Whose,
  text: string,
  skipped: number
): Effect.Effect<string, Store.StoreFailure, Durable> =>
  Effect.gen(function* () {
    const parts = text.split(words)
    const candidates = parts.filter((word, at) => at % 2 === 0 && isName(word)).slice(skipped)
    if (candidates.length === 0) return text
    const found = yield* Lists.findAll(whose, candidates)
    let seen = 0
    return parts
      .map((word, at) => {
        if (at % 2 === 1 || !isName(word) || seen++ < skipped) return word
        return found.get(word)?.join(" ") ?? word
      })
      .join("")
  })

/**
 * What somebody typed, as a command: where it takes creators a list's name stands for those on it. Without the store
 * they are words like others.
 */
export const understood = (whose: Lists.Whose, text: string, now: number): Effect.Effect<Command, never, Durable> => {
  const ours = leading(tokens(text), (name) => ownByName.get(name))
  if (ours === undefined || !takesCreators.has(ours[0])) return Effect.succeed(parse(text, now))
  // The command itself, and the new name of a list.
  const skipped = tokens(text).length - ours[1].length + (ours[0] === "save" ? 1 : 0)
  return unfolded(whose, text.trim(), skipped).pipe(
    Effect.catch(({ reason }) =>
      Effect.as(
        Effect.logWarning("The lists of a person could not be read").pipe(Effect.annotateLogs({ reason })),
        text
      )
    ),
    Effect.map((full) => parse(full, now))
  )
}

/** The same for what stands in the field of a form. */
export const understoodIds = (whose: Lists.Whose, text: string): Effect.Effect<string, never, Durable> =>
  Effect.catch(unfolded(whose, text, 0), () => Effect.succeed(text))
