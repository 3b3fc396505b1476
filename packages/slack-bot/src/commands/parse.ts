import { Endpoint, nearest } from "@xingtu/core/adapter"
import type { Command } from "./Command.ts"
import { forCreators } from "./creators.ts"
import { argumentsOf, ask, isLikeId } from "./fields.ts"
import { unpack } from "../input/ids.ts"
import { endpointByName, endpoints, leading, own, type Own, ownByName, spelling } from "../input/names.ts"
import { lists, save } from "./lists.ts"
import { isSentence, nameIn, nickname } from "../input/nickname.ts"
import { pasted } from "../input/pasted.ts"
import { shortlist } from "./shortlist.ts"
import { quoted, tokens } from "../input/tokens.ts"
import { isAboutWatching, watchIn, watchingIn } from "./watch.ts"

/** Words worth suggesting; a single sign is nobody's typo. */
const spellings: ReadonlyArray<string> = [
  ...Object.values(own)
    .flat()
    .filter((name) => name.length > 1),
  ...endpoints.map(spelling),
  ...endpoints.map((endpoint) => Endpoint.kebab(endpoint.id))
]

const spellingNear = (typed: string): string | undefined => nearest(typed.toLowerCase(), spellings)

/** What stands behind the first words, with its line ends. */
const behind = (text: string, words: number): string => text.replace(new RegExp(`^(?:\\s*\\S+){${words}}[ \\t]*`), "")

/** The program itself, where a whole line of a document was copied. */
const program = /^\s*\/?xingtu(?=\s|$)/i

/** What a person typed after `/xingtu`, understood. `now` is when, for periods such as 30d. */
export const parse = (typed: string, now?: number): Command => {
  const text = typed.replace(program, "")
  const words = tokens(text)
  const [first, ...rest] = words
  if (first === undefined) return { _tag: "Start" }
  const ours = leading(words, (name) => ownByName.get(name))
  if (ours !== undefined) return ownCommand(ours[0], ours[1], behind(text, words.length - ours[1].length), now)
  const found = leading(words, (name) => endpointByName.get(name))
  if (found !== undefined) {
    const [endpoint, typed] = found
    const { input, problems } = argumentsOf(endpoint, typed, now)
    // What could be requested without any word, such as a search, is not paid for by the bare command.
    return typed.length === 0 && Endpoint.idParam(endpoint) === undefined
      ? { _tag: "Incomplete", form: endpoint.id, input, problems }
      : ask(endpoint, input, problems)
  }
  if (isLikeId(first)) return forCreators("creator", text)
  const meant = spellingNear(first)
  if (meant === undefined && pasted(text).ids.length > 0) return forCreators("creator", text)
  const sentence = words.join(" ")
  if (meant === undefined && isSentence(sentence)) {
    const name = nameIn(sentence)
    return { _tag: "Unknown", typed: first, ...(name === undefined ? {} : { name }) }
  }
  return meant === undefined
    ? { _tag: "Unknown", typed: first, name: nickname(sentence) }
    : {
        _tag: "Unknown",
        typed: first,
        meant: [meant, ...rest.map((word) => (/\s/.test(word) ? quoted(word) : word))].join(" ")
      }
}

const ownCommand = (name: Own, rest: ReadonlyArray<string>, typed: string, now: number | undefined): Command => {
  switch (name) {
    case "help":
      return rest.length === 0 ? { _tag: "Help" } : { _tag: "Help", topic: rest.join(" ") }
    case "shortlist":
    case "plan":
      return shortlist(name, typed, now)
    case "save":
      return save(typed)
    case "lists":
      return lists(rest)
    case "quota":
      return { _tag: "Quota" }
    case "watch":
      return isAboutWatching(rest) ? watchingIn(rest) : watchIn("watch", typed)
    case "schedule":
      return watchIn("report", typed)
    case "watching":
      return watchingIn(rest)
    case "settings":
      return { _tag: "Settings", words: rest }
    default:
      return forCreators(name, unpack(typed)?.join("\n") ?? typed)
  }
}
