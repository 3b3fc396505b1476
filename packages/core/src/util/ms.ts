import { Duration } from "effect"

/** A duration in milliseconds. */
export const ms = (duration: Duration.Input): number =>
  typeof duration === "number" ? duration : Duration.toMillis(Duration.fromInputUnsafe(duration))
