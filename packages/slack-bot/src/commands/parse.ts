import { Endpoint, nearest } from "@xingtu/core/adapter"
import type { Command } from "./Command.ts"
import { forCreators } from "./creators.ts"
import { argumentsOf, ask, isLikeId } from "./fields.ts"
import { endpointByName, endpoints, leading, own, type Own, ownByName, spelling } from "./names.ts"
import { quoted, tokens } from "./tokens.ts"

/** Words worth suggesting; a single sign is nobody's typo. */
const spellings: ReadonlyArray<string> = [
  ...Object.values(own)
    .flat()
    .filter((name) => name.length > 1),
  ...endpoints.map(spelling),
  ...endpoints.map((endpoint) => Endpoint.kebab(endpoint.id))
]

const spellingNear = (typed: string): string | undefined => nearest(typed.toLowerCase(), spellings)

/** What a person typed after `/xingtu`, understood. */
export const parse = (text: string): Command => {
  const words = tokens(text)
  const [first, ...rest] = words
  if (first === undefined) return { _tag: "Start" }
  const ours = leading(words, (name) => ownByName.get(name))
  if (ours !== undefined) return ownCommand(ours[0], ours[1])
  const found = leading(words, (name) => endpointByName.get(name))
  if (found !== undefined) {
    const [endpoint, typed] = found
    const { input, problems } = argumentsOf(endpoint, typed)
    // What could be asked without any word, such as a search, is not paid for by the bare command.
    return typed.length === 0 && Endpoint.idParam(endpoint) === undefined
      ? { _tag: "Incomplete", form: endpoint.id, input, problems }
      : ask(endpoint, input, problems)
  }
  if (isLikeId(first)) return forCreators("creator", words.join(" "))
  const meant = spellingNear(first)
  return meant === undefined
    ? { _tag: "Unknown", typed: first, name: words.join(" ") }
    : {
        _tag: "Unknown",
        typed: first,
        meant: [meant, ...rest.map((word) => (/\s/.test(word) ? quoted(word) : word))].join(" ")
      }
}

const ownCommand = (name: Own, rest: ReadonlyArray<string>): Command => {
  switch (name) {
    case "help":
      return rest.length === 0 ? { _tag: "Help" } : { _tag: "Help", topic: rest.join(" ") }
    case "quota":
      return { _tag: "Quota" }
    case "settings":
      return { _tag: "Settings", words: rest }
    default:
      return forCreators(name, rest.join(" "))
  }
}
