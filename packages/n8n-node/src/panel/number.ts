// A number of a panel, which an expression may have made a text of, or nothing.

/** Undefined where it is none from 0: taken for 0, it would lift a limit somebody meant to set. */
export const fromZero = (value: unknown): number | undefined => {
  const read = typeof value === "string" && value.trim() !== "" ? Number(value) : value
  return typeof read === "number" && read >= 0 ? read : undefined
}

/** Undefined where it is no whole number from 0. */
export const wholeFromZero = (value: unknown): number | undefined => {
  const read = fromZero(value)
  return read !== undefined && Number.isInteger(read) ? read : undefined
}

export const notFromZero = { en: "Enter a number, 0 or more.", zh: "须为不小于 0 的数字。" }
