import type { Command } from "./Command.ts"
import { unpack } from "../input/ids.ts"
import { pasted } from "../input/pasted.ts"
import { aboutParam } from "./shortlist.ts"
import { tokens } from "../input/tokens.ts"

/** The form that asks for the name of a list. */
export const saveForm = "save"
export const nameParam = "name"

const deleting = new Set(["delete", "remove", "rm", "del", "删除", "移除"])
const renaming = new Set(["rename", "mv", "改名", "重命名"])

/** `lists`, `lists <name>`, `lists delete <name>`, `lists rename <name> <new name>`. */
export const lists = (words: ReadonlyArray<string>): Command => {
  const [first = "", second, ...rest] = words
  if (words.length === 0) return { _tag: "Lists", action: { _tag: "Show" } }
  if (deleting.has(first.toLowerCase()) && second !== undefined)
    return { _tag: "Lists", action: { _tag: "Delete", name: [second, ...rest].join("-") } }
  if (renaming.has(first.toLowerCase()) && second !== undefined && rest.length > 0)
    return { _tag: "Lists", action: { _tag: "Rename", name: second, to: rest.join("-") } }
  return { _tag: "Lists", action: { _tag: "Open", name: words.join("-") } }
}

/** `save <name>` keeps what was shown last, `save <name> <ids>` those. */
export const save = (typed: string): Command => {
  const words = tokens(typed)
  const packed = words.flatMap((word) => unpack(word) ?? [])
  const rest = typed
    .split(/[ \t]+/)
    .filter((word) => unpack(word) === undefined)
    .join(" ")
  const ids = [...new Set([...packed, ...pasted(rest).ids])]
  const named = tokens(rest).filter((word) => pasted(word).ids.length === 0)
  // Names in a pasted sheet are not the list's.
  const name = ids.length === 0 ? named.join("-") : (named[0] ?? "")
  return name === ""
    ? {
        _tag: "Incomplete",
        form: saveForm,
        input: ids.length === 0 ? {} : { [aboutParam]: ids.join(" ") },
        problems: []
      }
    : { _tag: "Save", name, ids }
}
