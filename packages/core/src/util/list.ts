/**
 * What stands between the values of a list that people type or paste: commas and semicolons of every width, 、, a tab or
 * a new line.
 */
const separators = /[,，､、;；\t\r\n]+/

/** The same where no value has a blank inside: ids, codes, numbers. */
const separatorsAndBlanks = /[,，､、;；\s]+/

const parts = (text: string, between: RegExp): ReadonlyArray<string> =>
  text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== "")

/** The values of a list that people type, in order. Blanks belong to the values: `Median plays, 互动率`. */
export const splitList = (text: string): ReadonlyArray<string> => parts(text, separators)

/** The same for values that have no blanks inside, such as ids: these separate as well. */
export const splitWords = (text: string): ReadonlyArray<string> => parts(text, separatorsAndBlanks)
