import type { Lang } from "@xingtu/core"

/** What the page says about tables that are there: how they look, what they tell. */

const en = {
  format: "Format these columns",
  formatHint:
    "Percent, yuan and thousands by the headings, for the selected columns; a single cell stands for its table."
}

const zh: typeof en = {
  format: "设置列格式",
  formatHint: "按标题将所选列设为百分比、元、千位分隔；只选一个单元格表示其所在表格。"
}

export const tools: Readonly<Record<Lang, typeof en>> = { en, zh }
