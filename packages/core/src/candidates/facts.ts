import type { Candidate, Figure, Kind, Offer, Origin } from "./Candidate.ts"

/** What one result tells about a creator. */
export interface Facts {
  readonly figures: Partial<Omit<Candidate, "id" | "offers" | "from">>
  readonly offers: { readonly [K in Kind]?: Partial<Omit<Offer, "kind">> }
  /** The kinds of video this result says are sold; undefined when it does not say. */
  readonly sold?: ReadonlyArray<Kind>
  readonly from: { readonly [K in Figure]?: Origin }
}

/** Where a result is from. */
export interface Source {
  readonly endpoint: string
  readonly at: string | undefined
}

type Figures = Facts["figures"]

/** Collects figures, each with the field it is from; what is absent is left out. */
export const collect = ({ at, endpoint }: Source) => {
  const figures: { -readonly [K in keyof Figures]: Figures[K] } = {}
  const offers: { [K in Kind]?: { -readonly [F in keyof Omit<Offer, "kind">]?: Offer[F] } } = {}
  const from: { [K in Figure]?: Origin } = {}
  const origin = (field: string): Origin => ({ endpoint, field, ...(at === undefined ? {} : { at }) })
  return {
    put: <K extends keyof Figures>(figure: K, value: Figures[K] | undefined, field: string): void => {
      if (value === undefined) return
      figures[figure] = value
      from[figure] = origin(field)
    },
    offer: (kind: Kind, figure: keyof Omit<Offer, "kind">, value: number | undefined, field: string): void => {
      if (value === undefined) return
      offers[kind] = { ...offers[kind], [figure]: value }
      from[`${kind}.${figure}`] = origin(field)
    },
    facts: (sold?: ReadonlyArray<Kind>): Facts => ({ figures, offers, from, ...(sold === undefined ? {} : { sold }) })
  }
}

const kinds: ReadonlyArray<Kind> = ["placement", "custom"]

/** Several results about one creator as one candidate. Where two tell the same figure, the first is taken. */
export const candidateOf = (id: string, all: ReadonlyArray<Facts>): Candidate => {
  const figures: Figures = Object.assign({}, ...[...all].reverse().map((one) => one.figures))
  const from: Facts["from"] = Object.assign({}, ...[...all].reverse().map((one) => one.from))
  const sold = all.find((one) => one.sold !== undefined)?.sold ?? kinds
  const offers = kinds.flatMap((kind): ReadonlyArray<Offer> => {
    const { price, ...others }: Partial<Omit<Offer, "kind">> = Object.assign(
      {},
      ...[...all].reverse().map((one) => one.offers[kind])
    )
    return price === undefined || price <= 0 || !sold.includes(kind) ? [] : [{ kind, price, ...others }]
  })
  return { id, ...figures, offers, from }
}
