import { Endpoint, type Lang } from "@xingtu/core"
import type { Input } from "../commands/index.ts"

/** A question in words: `Creator 张大仙 (6955…), Live streaming, Last 30 days`; the name where it is known. */
export const question = (endpoint: Endpoint.Endpoint, input: Input, name: string | undefined, lang: Lang): string =>
  Endpoint.fields(endpoint)
    .flatMap((field) => {
      const value = input[field.name]
      if (value === undefined || value === "") return []
      const known = field.choices.find((choice) => choice.value === value)?.words[lang]
      return [
        known ?? `${field.title[lang]} ${field.kind === "id" && name !== undefined ? `${name} (${value})` : value}`
      ]
    })
    .join(lang === "zh" ? "，" : ", ")
