import type { Words } from "../Words.ts"

/** Whether a call was paid for. `unknown`: the request went out and nobody can tell what became of it. */
export type Charged = "yes" | "no" | "unknown"

/** What every failure carries, whatever its class. */
export interface Facts {
  /** Id of the endpoint that was asked. */
  readonly endpoint: string
  readonly charged: Charged
  /** Requests that were sent for this call; 0 when nothing left this machine. */
  readonly attempts: number
  /** Trying the same call again, after a pause, is safe and may help. */
  readonly retry: boolean
  /** Further calls of the same run would fail for the same reason. */
  readonly stops: boolean
  readonly happened: Words
  readonly advice: Words
  /** All three in English: what happened, whether it was charged, what to do. */
  readonly message: string
}

/** The vendor's own words about a failure. They come from outside: escape them where they are shown. */
export interface Told {
  readonly vendorMessage?: string | undefined
  readonly requestId?: string | undefined
}

/** What is known when the API answers with a failure. */
export interface Received extends Told {
  readonly endpoint: string
  readonly attempts?: number
  /** An earlier attempt of the same call may have been charged. */
  readonly doubt?: boolean
}

/** What a business code stands for. */
export interface Meaning {
  readonly charged: Charged
  readonly retry?: boolean
  readonly stops?: boolean
  readonly happened: Words
  readonly advice: Words
}

export const chargedWords: Record<Charged, Words> = {
  yes: { en: "The call was charged.", zh: "本次调用已计费。" },
  no: { en: "Nothing was charged.", zh: "本次调用未计费。" },
  unknown: { en: "It may have been charged; nobody can tell from here.", zh: "本次调用可能已计费，目前无法确认。" }
}

/** The facts of a failure, with its English message. */
export const facts = (meaning: Meaning, received: Received): Facts => {
  const charged = meaning.charged === "no" && received.doubt === true ? "unknown" : meaning.charged
  return {
    endpoint: received.endpoint,
    charged,
    attempts: received.attempts ?? 1,
    retry: meaning.retry ?? false,
    stops: meaning.stops ?? false,
    happened: meaning.happened,
    advice: meaning.advice,
    message: `${meaning.happened.en} ${chargedWords[charged].en} ${meaning.advice.en}`
  }
}

export const told = (received: Received): Told => ({ vendorMessage: received.vendorMessage, requestId: received.requestId })
