import type { Lang } from "@xingtu/core"
import { verbs } from "../blocks/action.ts"
import * as Message from "../blocks/Message.ts"
import type { Choice } from "../state/People.ts"
import { settings as words } from "../util/pages.ts"
import { actions, type Block, context, header, option, placeholder } from "../blocks/blocks.ts"

const select = (
  name: string,
  choices: ReadonlyArray<readonly [value: string, label: string]>,
  chosen: string | undefined,
  hint: string
) => {
  const options = choices.map(([value, label]) => option(label, `settings ${name}=${value}`))
  const initial = options[choices.findIndex(([value]) => value === chosen)]
  return {
    type: "static_select" as const,
    action_id: `${verbs.turn}:${name}`,
    placeholder: placeholder(hint),
    options,
    ...(initial === undefined ? {} : { initial_option: initial })
  }
}

/** What a person may choose, with what holds now. */
export const controls = (choice: Choice, lang: Lang): ReadonlyArray<Block> => [
  ...actions([
    select(
      "language",
      [
        ["en", "English"],
        ["zh", "中文"]
      ],
      choice.language,
      words.language[lang]
    ),
    select(
      "files",
      [
        ["me", words.filesToMe[lang]],
        ["channel", words.filesToChannel[lang]]
      ],
      choice.files ?? "me",
      words.files[lang]
    )
  ]),
  context(words.about[lang])
]

export const of = (choice: Choice, lang: Lang): Message.Message =>
  Message.make([header(words.title[lang]), ...controls(choice, lang)], lang)
