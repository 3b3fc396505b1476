import { Format, type Lang, type Words } from "@xingtu/core"
import type { List, Saved } from "../state/Lists.ts"
import { watchOf } from "../commands/index.ts"
import { mrkdwn } from "../util/escape.ts"
import { help, lists as pages } from "../util/pages.ts"
import { say } from "../util/shortlistWords.ts"
import { watching } from "../util/watching.ts"
import { say as words, sentences } from "../util/words.ts"
import { commandButton } from "../blocks/action.ts"
import { creatorMenuOf } from "./Answer.ts"
import { actions, type Block, context, header, section } from "../blocks/blocks.ts"
import * as Message from "../blocks/Message.ts"

/** Lists a message has room for, with their buttons. */
const shownAtMost = 15

const described = ({ at, ids, name }: List, lang: Lang): string =>
  `*${mrkdwn(name)}*  ${mrkdwn([say.creators(ids.length)[lang], Format.cell(new Date(at).toISOString(), "time", lang)].join(" · "))}`

const buttonsOf = ({ ids, name }: List, at: number, lang: Lang) => [
  ...commandButton("run", say.open[lang], { _tag: "Lists", action: { _tag: "Open", name } }, { suffix: `open${at}` }),
  ...(ids.length < 2
    ? []
    : commandButton("run", help.forms.compare[lang], { _tag: "Compare", ids }, { suffix: `compare${at}` })),
  ...commandButton(
    "run",
    help.forms.shortlist[lang],
    { _tag: "Shortlist", from: { ids }, wanted: { brief: { goal: "reach" }, look: [] }, reasons: false },
    { suffix: `rank${at}` }
  ),
  ...commandButton("run", watching.watchThese[lang], watchOf(ids, name), { suffix: `watch${at}` })
]

/** Each list with what can be done with it; the first of many. */
export const blocksOf = (lists: ReadonlyArray<List>, most: number, lang: Lang): ReadonlyArray<Block> => [
  ...lists
    .slice(0, most)
    .flatMap((list, at) => [section(described(list, lang)), ...actions(buttonsOf(list, at, lang))]),
  ...(lists.length > most ? [context(say.moreLists(lists.length - most)[lang])] : [])
]

/** All lists of a person. */
export const all = (lists: ReadonlyArray<List>, lang: Lang): Message.Message =>
  Message.make(
    [
      header(pages.title[lang]),
      ...(lists.length === 0 ? [section(mrkdwn(say.noLists[lang]))] : blocksOf(lists, shownAtMost, lang))
    ],
    lang
  )

/** One list: who is on it, by name where that is known, and what can be done with it. */
export const one = (list: List, names: ReadonlyMap<string, string>, lang: Lang): Message.Message =>
  Message.make(
    [
      header(list.name),
      section(
        [
          described(list, lang),
          mrkdwn(list.ids.map((id) => (names.has(id) ? `${names.get(id)} (${id})` : id)).join(words.comma[lang]))
        ].join("\n")
      ),
      ...actions([
        ...creatorMenuOf(new Map(list.ids.map((id) => [id, names.get(id) ?? id])), lang),
        ...buttonsOf(list, 0, lang).slice(1),
        ...commandButton(
          "run",
          say.remove[lang],
          { _tag: "Lists", action: { _tag: "Delete", name: list.name } },
          { suffix: "delete" }
        )
      ])
    ],
    lang
  )

const told = (text: string, list: List, lang: Lang, more: ReturnType<typeof buttonsOf> = []): Message.Message =>
  Message.make([section(mrkdwn(text)), ...actions([...more, ...buttonsOf(list, 0, lang)])], lang)

export const saved = ({ list, replaced }: Saved, lang: Lang): Message.Message =>
  told(
    sentences(
      lang,
      say.saved(list.name, list.ids.length)[lang],
      ...(replaced === undefined ? [] : [say.replaced(replaced)[lang]])
    ),
    list,
    lang
  )

export const renamed = (list: List, lang: Lang): Message.Message => told(say.renamed(list.name)[lang], list, lang)

/** A deleted list comes back with a click. */
export const deleted = ({ ids, name }: List, lang: Lang): Message.Message =>
  Message.make(
    [
      section(mrkdwn(say.deleted(name, ids.length)[lang])),
      ...actions(commandButton("run", say.undo[lang], { _tag: "Save", name, ids }, { suffix: "undo" }))
    ],
    lang
  )

/** Why nothing was kept or changed. What was to be saved can be saved by another name. */
export const refused = (why: Words, ids: ReadonlyArray<string>, lang: Lang): Message.Message =>
  Message.make(
    [
      section(mrkdwn(why[lang])),
      ...actions(
        ids.length === 0
          ? []
          : commandButton(
              "form",
              say.save[lang],
              { _tag: "Incomplete", form: "save", input: { about: ids.join(" ") }, problems: [] },
              { suffix: "save" }
            )
      )
    ],
    lang
  )
