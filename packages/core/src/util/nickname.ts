/** Signs that people put around a name, or copy with it. */
const around = /^[\s@＠"“”'‘’「」『』《》〈〉【】[\]（）()]+|[\s"“”'‘’「」『』《》〈〉【】[\]（）()]+$/g

/** A creator's name without the signs around it. */
export const nickname = (typed: string): string => typed.replace(around, "")
