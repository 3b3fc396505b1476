import type { Words } from "@xingtu/core"

/** A text in both languages. */
export const w = (en: string, zh: string): Words => ({ en, zh })

/** Long texts of a cell are cut where they are repeated. */
export const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}...` : text)
