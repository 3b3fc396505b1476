import { Result } from "effect"
import type { Words } from "../../util/Words.ts"
import * as W from "../../util/Words.ts"
import { asNarrow, ok, type Parsed, wrong } from "./input.ts"

/** What is said of an id that was handled as a number. */
export const lostDigits = W.make(
  "This ID has lost its last digits because it was handled as a number. Paste it again as text (in a sheet: Format > Number > Plain text, then paste).",
  "该 ID 曾被当作数字处理，末尾几位已丢失。请以文本形式重新粘贴（表格中：格式 > 数字 > 纯文本，然后粘贴）。"
)

/** Pages whose addresses hold an id. */
export interface Pages {
  readonly idIn: (url: string) => string | undefined
  /** What is said of another address. */
  readonly none: Words
}

/** Pages of creators in the marketplace. */
export const xingtuPages: Pages = {
  idIn: (url) =>
    /^https?:\/\/([\w-]+\.)*xingtu\.cn\//i.test(url) ? /(?:[/=])(\d{16,20})(?!\d)/.exec(url)?.[1] : undefined,
  none: W.make(
    "This link has no creator ID. Open the creator's page on xingtu.cn and paste its address.",
    "该链接中没有达人 ID。请打开达人的星图主页，粘贴该页面的链接。"
  )
}

/** Pages of videos, in the marketplace or on Douyin. */
export const videoPages: Pages = {
  idIn: (url) =>
    /^https?:\/\/([\w-]+\.)*(?:ies)?douyin\.com\/(?:share\/)?(?:video|note)\/(\d{16,20})(?!\d)/i.exec(url)?.[2] ??
    xingtuPages.idIn(url),
  none: W.make(
    "This link has no video ID. Paste the address of the video's page.",
    "该链接中没有视频 ID。请粘贴视频页面的链接。"
  )
}

const digits = /^\d{16,20}$/

/** Whether it is an id as requests have it. */
export const isId = (input: unknown): input is string => typeof input === "string" && digits.test(input)

/** What a number becomes that is too long for one. */
const exponent = /^\d+(\.\d+)?[eE]\+?\d+$/

/** Whether an id was handled as a number, which leaves it with other digits than it had. */
export const hasLostDigits = (input: unknown): boolean =>
  typeof input === "number" ? !Number.isSafeInteger(input) : exponent.test(asNarrow(input) ?? "")

/** Reads an id of 16 to 20 digits, or the address of a page that has one. */
export const idParser =
  ({ idIn, none }: Pages) =>
  (input: unknown): Parsed => {
    // Most ids need no care.
    if (isId(input)) return ok(input)
    if (hasLostDigits(input)) return Result.fail(lostDigits)
    const text = asNarrow(input)
    if (text === undefined || text === "") return wrong("An ID is required.", "请提供 ID。")
    if (isId(text)) return ok(text)
    if (/^https?:/i.test(text)) {
      const found = idIn(text)
      return found === undefined ? Result.fail(none) : ok(found)
    }
    return wrong("An ID has 16 to 20 digits.", "ID 应为 16 至 20 位数字。")
  }
