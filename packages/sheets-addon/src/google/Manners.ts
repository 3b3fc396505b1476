import * as Properties from "./Properties.ts"

/** How this account's `fetchAll` treats its requests. Google documents neither, so it is tried, free of charge. */
export interface Manners {
  /**
   * What becomes of the results beside a request that fails; undefined where nobody knows, and all are taken as lost.
   */
  readonly neighbours?: "lost" | "kept"
  /** Whether a request ends when its `timeoutSeconds` are over. */
  readonly timeLimits?: "kept" | "ignored"
  /** When it was tried; in epoch milliseconds. */
  readonly at?: number
}

const key = "manners"

export const read = (properties: Properties.Texts): Manners => JSON.parse(properties.get(key) ?? "{}")

/** Given to each request of the trial. */
const seconds = 3

/** A port of the API's own host where nobody listens: it refuses, or lets wait. */
const deadAddress = (base: string): string => `${base.replace(/^(\w+:\/\/[^/]+?)(:\d+)?(\/.*)?$/, "$1")}:81/`

/** What only Google's own permission keeps from being sent proves nothing. */
const unsent = /permission|permitted|authori[sz]ation|whitelist|allowlist|too many times/i

interface Tried {
  readonly answered: boolean
  readonly error: string
  readonly ms: number
}

const send = (base: string): Tried => {
  const began = Date.now()
  const done = (tried: Omit<Tried, "ms">): Tried => ({ ...tried, ms: Date.now() - began })
  const request = (url: string) => ({ url, muteHttpExceptions: true, followRedirects: false, timeoutSeconds: seconds })
  try {
    const [ping, dead] = UrlFetchApp.fetchAll([request(`${base}/ping`), request(deadAddress(base))])
    let error = ""
    try {
      dead?.getResponseCode()
    } catch (thrown) {
      error = String(thrown)
    }
    return done({ answered: ping?.getResponseCode() === 200, error })
  } catch (thrown) {
    return done({ answered: false, error: String(thrown) })
  }
}

/** Asks `/ping` beside a dead address, without the token, and notes what Google does with the two. */
export const trial = (base: string): Manners => {
  const { answered, error, ms } = send(base)
  const properties = Properties.read()
  const before = read(properties)
  if (unsent.test(error)) return before
  const limit = seconds * 1000
  const manners: Manners = {
    // A dead address that responds after all is no trial.
    ...(error === "" && answered ? {} : { neighbours: answered ? "kept" : "lost" }),
    // What was refused at once says nothing of time limits.
    ...(ms < limit * 0.8 ? {} : { timeLimits: ms < limit * 3 ? "kept" : "ignored" }),
    at: Date.now()
  }
  Properties.write(new Map([[key, JSON.stringify(manners)]]), properties)
  return manners
}
