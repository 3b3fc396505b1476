/** What a test may turn. */
export interface Weather {
  /** Addresses that lead elsewhere, as DNS would have it. */
  routes: Readonly<Record<string, string>>
  /** Prefixes the manifest allows; none means all. */
  allowed: ReadonlyArray<string>
  /** Later than the real time, in ms. */
  ahead: number
  /** Whether scripts really wait when they sleep; otherwise only their clock moves. */
  waits: boolean
  lock: "works" | "busy" | "rateMax"
  /** `refuses`: what is there is read, nothing is written. */
  cache: "works" | "forgets" | "breaks" | "refuses"
  /**
   * `refuses`: Google's limit of the day on writing; `breaks`: nothing is read either; `denied`: several accounts in
   * one browser.
   */
  properties: "works" | "refuses" | "breaks" | "denied"
  /** Sheets nobody but their owner may write to. */
  protected: ReadonlyArray<string>
  /** The document's own number; a copy has another. */
  id: string
  /** How much of its six minutes (30 s in a cell) each `fetchAll` takes, beside what really passes. */
  fetchMs: number
  /**
   * What happens to the results beside a request that fails: `lost` throws all away, `kept` gives those that came.
   * Google does not document which.
   */
  neighbours: "lost" | "kept"
  /** Whether `timeoutSeconds` is kept to; it is documented and missing in the published types. */
  timeLimits: "kept" | "ignored"
  /** How long it takes to write to a sheet. */
  writeMs: number
  /** How long it takes to show something. */
  uiMs: number
  fetchQuota: number
  /** What `fetchAll` throws after everything was sent and answered; nothing is said of an empty text. */
  fetchThrows: string
  /** `refuses`: Google's limit of e-mails a day. */
  mail: "works" | "refuses"
  /** The button a person presses when a script asks. */
  answer: "OK" | "CANCEL"
  /** Whose account runs the script. */
  user: string
  locale: string
  userLocale: string
}

export const weather: Weather = {
  routes: {},
  allowed: [],
  ahead: 0,
  waits: true,
  lock: "works",
  cache: "works",
  properties: "works",
  protected: [],
  id: "1stand-in-document",
  fetchMs: 0,
  neighbours: "lost",
  timeLimits: "kept",
  writeMs: 0,
  uiMs: 0,
  fetchQuota: 20_000,
  fetchThrows: "",
  mail: "works",
  answer: "OK",
  user: "buyer@example.com",
  locale: "en_US",
  userLocale: "en"
}

export const now = () => Date.now() + weather.ahead
