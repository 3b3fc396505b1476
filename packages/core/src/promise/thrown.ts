import { isFailure } from "../failure/Failure.ts"

/**
 * What a promise rejects with: the failure, with the line that waits for it in its stack. It is made when the call has
 * failed, inside the promise that was awaited, where V8 knows who waits; a call that succeeds pays nothing for it. A
 * copy, since callers who made the same request at the same time share one failure.
 */
export const thrown = (error: unknown): unknown => {
  if (!isFailure(error)) return error
  const own = new Error(error.message)
  const frames = own.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? []
  Object.setPrototypeOf(own, Object.getPrototypeOf(error))
  Object.assign(own, error)
  Object.defineProperty(own, "stack", {
    value: [`${error.name}: ${error.message}`, ...frames.slice(1)].join("\n"),
    configurable: true,
    writable: true
  })
  return own
}
