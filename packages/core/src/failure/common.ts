import type { Words } from "../util/Words.ts"

/**
 * Whether a call was charged: `yes`, `no`, or `unknown` (may have been charged). `unknown`: the request went out and
 * nobody can tell what became of it.
 */
export type Charged = "yes" | "no" | "unknown"

/** The fields that all failures have. */
export interface Facts {
  /** Id of the endpoint that was requested. */
  readonly endpoint: string
  readonly charged: Charged
  /** Requests that were sent for this call; 0 when nothing left this machine. */
  readonly attempts: number
  /** How many of them may have been charged without a response. */
  readonly uncertain: number
  /** Trying the same call again, after a pause, is safe and may help. */
  readonly retry: boolean
  /** Further calls of the same run would fail for the same reason. */
  readonly stops: boolean
  readonly happened: Words
  readonly advice: Words
  /** All three in English: what happened, whether it was charged, what to do. */
  readonly message: string
}

/** The API's own message and request ID. They come from outside: escape them where they are shown. */
export interface Told {
  readonly vendorMessage?: string | undefined
  readonly requestId?: string | undefined
}

/** What every failure knows about the call it ends. */
export interface About {
  readonly endpoint: string
  readonly attempts?: number
  /** How many earlier attempts of the same call may have been charged. */
  readonly uncertain?: number
}

/** What is known when the API returns a failure: endpoint, attempts, the API's message. */
export interface Received extends About, Told {
  /** Known from an earlier call: nothing was sent this time. */
  readonly stored?: boolean
}

/** The charge, retry rule and texts of a business code. */
export interface Meaning {
  readonly charged: Charged
  readonly retry?: boolean
  readonly stops?: boolean
  readonly happened: Words
  readonly advice: Words
}

/** The sentence for each value of `charged`, in both languages. */
export const chargedWords: Record<Charged, Words> = {
  yes: { en: "This call was charged.", zh: "本次调用已计费。" },
  no: { en: "Nothing was charged.", zh: "本次调用未计费。" },
  unknown: { en: "This call may have been charged. We can't confirm it.", zh: "本次调用可能已计费，暂无法确认。" }
}

/** The facts of a failure, with its English message. */
export const facts = (meaning: Meaning, received: Received): Facts => {
  const own = received.stored === true ? "no" : meaning.charged
  const uncertain = (received.uncertain ?? 0) + (own === "unknown" ? 1 : 0)
  const charged = own === "no" && uncertain > 0 ? "unknown" : own
  return {
    endpoint: received.endpoint,
    charged,
    attempts: received.attempts ?? 1,
    uncertain,
    retry: meaning.retry ?? false,
    stops: meaning.stops ?? false,
    happened: meaning.happened,
    advice: meaning.advice,
    message: `${meaning.happened.en} ${chargedWords[charged].en} ${meaning.advice.en}`
  }
}

export const told = (received: Received): Told => ({
  vendorMessage: received.vendorMessage,
  requestId: received.requestId
})
