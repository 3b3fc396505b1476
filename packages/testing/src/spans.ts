import { Tracer } from "effect"

/** A tracer that keeps every span with its attributes. */
export const collectSpans = () => {
  const spans: Array<Tracer.NativeSpan> = []
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    }
  })
  return { spans: spans as ReadonlyArray<Tracer.NativeSpan>, tracer }
}
