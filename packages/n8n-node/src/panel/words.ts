// Core's words in the style of n8n's labels.
import { titleCase } from "title-case"

const withId = (text: string): string => text.replace(/\bid(s?)\b/gi, "ID$1")

/** n8n writes labels in title case, which would make siemens of "20 s". */
const inFull = (text: string): string => text.replace(/(\d) s\b/g, "$1 seconds")

/** A title as n8n writes labels. */
export const label = (words: { readonly en: string }): string => withId(titleCase(inFull(words.en)))

/** "Business card" inside a sentence; "CPM" stays. */
export const inside = (text: string): string =>
  /^[A-Z][^A-Z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text

/** n8n ends a description with a full stop only where it has several sentences. */
export const sentence = (text: string): string => withId(/\. /.test(text) ? text : text.replace(/\.$/, ""))

export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name.localeCompare(b.name, "en")
