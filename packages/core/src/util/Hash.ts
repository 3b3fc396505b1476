const shifted = (value: number, by: number): number => value ^ (value >>> by)

/**
 * 53 bits of a text, as 11 base-36 digits. Apps Script has no crypto that core could use; and so few bits of a token
 * name it without saying what it is.
 */
const hash53 = (text: string, seed: number): string => {
  let high = 0xdeadbeef ^ seed
  let low = 0x41c6ce57 ^ seed
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(shifted(high, 16), 2246822507) ^ Math.imul(shifted(low, 13), 3266489909)
  low = Math.imul(shifted(low, 16), 2246822507) ^ Math.imul(shifted(high, 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36).padStart(11, "0")
}

/** Names a secret without revealing it. */
export const short = (text: string): string => hash53(text, 0)

/** Names a text of any length; two texts do not meet by accident. */
export const long = (text: string): string => hash53(text, 1) + hash53(text, 2)
