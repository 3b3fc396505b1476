import { Failure } from "@xingtu/core"

const about = { endpoint: "spreadMetrics" }

/** How each adapter says whether it was charged. */
const said: Readonly<Record<Failure.Charged, string>> = {
  yes: Failure.explain(new Failure.NoContent(about), "en").charged,
  no: Failure.explain(new Failure.CollectionFailed(about), "en").charged,
  unknown: Failure.explain(new Failure.Timeout({ ...about, afterMs: 0 }), "en").charged
}

/** What a text that tells a failure says of the charge; undefined where it says nothing. */
export const chargedBy = (text: string): Failure.Charged | undefined =>
  (["yes", "no", "unknown"] as const).find((charged) => text.includes(said[charged]))
