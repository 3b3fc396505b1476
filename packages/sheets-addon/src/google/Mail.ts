import { address } from "./Person.ts"

/**
 * Sends to whoever runs this execution, and tells whether it could: the manifest may leave mail out, and Google has a
 * limit a day.
 */
export const toMe = (subject: string, body: string): boolean => {
  const to = address()
  if (to === "") return false
  try {
    MailApp.sendEmail({ to, subject, body })
    return true
  } catch {
    return false
  }
}
