// Local stand-ins for the globals that n8n does not let a verified node touch. The build puts them in their place.
import { sleep } from "n8n-workflow"

interface Timer {
  live: boolean
}

/** The sleep of n8n cannot be broken off: a timer that is cleared wakes, and does nothing. */
export const setTimer = (run: () => void, ms = 0): Timer => {
  const timer = { live: true }
  void sleep(ms).then(() => {
    if (timer.live) run()
  })
  return timer
}

export const clearTimer = (timer?: Timer): void => {
  if (timer !== undefined) timer.live = false
}

export const setImmediately = (run: () => void): Timer => setTimer(run)

export const noProcess = undefined

const quiet = () => {}

/** What Effect looks up on the global object, and nothing else of it. */
export const globals: Readonly<Record<string, unknown>> = {
  Array,
  BigInt,
  Boolean,
  Date,
  Error,
  Intl,
  JSON,
  Map,
  Math,
  Number,
  Object,
  Promise,
  RangeError,
  RegExp,
  Set,
  String,
  Symbol,
  TypeError,
  Uint8Array,
  AbortController,
  FormData,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  crypto,
  decodeURIComponent,
  encodeURIComponent,
  performance,
  queueMicrotask,
  console: {
    debug: quiet,
    error: quiet,
    group: quiet,
    groupEnd: quiet,
    info: quiet,
    log: quiet,
    trace: quiet,
    warn: quiet
  }
}
