import { Endpoint, type Lang } from "@xingtu/core"
import type { Input } from "../Command.ts"

/** A question in words: `Creator 6955…, Live streaming, Last 30 days`. */
export const question = (endpoint: Endpoint.Endpoint, input: Input, lang: Lang): string =>
  Endpoint.fields(endpoint).flatMap((field) => {
    const value = input[field.name]
    if (value === undefined || value === "") return []
    const known = field.choices.find((choice) => choice.value === value)?.words[lang]
    return [known ?? `${field.title[lang]} ${value}`]
  }).join(lang === "zh" ? "，" : ", ")
