/** A text in English and Chinese: `{ en, zh }`. */
export interface Words {
  readonly en: string
  readonly zh: string
}

/** The language of texts: `en` or `zh`. */
export type Lang = keyof Words

/** The same thing in both languages. */
export const make = (en: string, zh: string): Words => ({ en, zh })

/** What was probably meant, as a sentence after another one; empty where nothing is near. */
export const didYouMean = (meant: string | undefined): Words =>
  meant === undefined ? make("", "") : make(` Did you mean ${meant}?`, `您是否想输入 ${meant}？`)
