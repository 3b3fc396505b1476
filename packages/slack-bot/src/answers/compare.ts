import { Watch } from "@xingtu/core"
import type { Watch as Kept, Seen } from "../state/Watch.ts"

type Kind = "placement" | "custom"

/** A figure that is compared by itself: each kind of video has its own price. */
interface Figure {
  readonly key: string
  readonly what: Watch.Watched
  readonly kind?: Kind
  /** The snapshot with this figure alone; nothing where it is not known. */
  readonly of: (snapshot: Watch.Snapshot) => Partial<Watch.Snapshot> | undefined
}

const perKind = (kind: Kind): ReadonlyArray<Figure> => [
  {
    key: `price/${kind}`,
    what: "price",
    kind,
    // A kind that is not sold is known as well: it came or went.
    of: ({ prices }) =>
      prices === undefined ? undefined : { prices: prices[kind] === undefined ? {} : { [kind]: prices[kind] } }
  },
  {
    key: `cpm/${kind}`,
    what: "cpm",
    kind,
    of: ({ cpm }) => (cpm?.[kind] === undefined ? undefined : { cpm: { [kind]: cpm[kind] } })
  }
]

const figures: ReadonlyArray<Figure> = [
  ...perKind("placement"),
  ...perKind("custom"),
  { key: "followers", what: "followers", of: ({ followers }) => (followers === undefined ? undefined : { followers }) },
  {
    key: "plays",
    what: "medianPlays",
    of: ({ medianPlays }) => (medianPlays === undefined ? undefined : { medianPlays })
  },
  {
    key: "orders",
    what: "takesOrders",
    of: ({ takesOrders }) => (takesOrders === undefined ? undefined : { takesOrders })
  },
  {
    key: "video",
    what: "newestVideo",
    of: ({ newestVideo }) => (newestVideo === undefined ? undefined : { newestVideo })
  }
]

/** What changed of one creator, and since when it was the other. */
export interface Told {
  readonly change: Watch.Change
  /** ISO 8601. */
  readonly since: string
}

/**
 * What changed since it was told last. A change too small to be told is measured again from where it began, so that
 * slow growth is noticed; a figure that was not known is learned.
 */
export const compare = (
  before: Seen[string] | undefined,
  after: Watch.Snapshot,
  { thresholds, watch }: Pick<Kept, "thresholds" | "watch">
): { readonly told: ReadonlyArray<Told>; readonly seen: Seen[string] } => {
  const seen: Record<string, Watch.Snapshot> = { ...before }
  const told: Array<Told> = []
  const { at, id } = after
  for (const { key, of, what } of figures) {
    const now = watch.includes(what) ? of(after) : undefined
    if (now === undefined) continue
    const known = before?.[key]
    const alone = { id, at, ...now }
    const changes = known === undefined ? [] : Watch.changes(known, alone, thresholds)
    if (known === undefined || changes.length > 0) seen[key] = alone
    told.push(...changes.map((change) => ({ change, since: known?.at ?? at })))
  }
  return { told, seen }
}
