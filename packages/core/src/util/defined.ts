/** Without the fields that are undefined: a record keeps the keys it has, other fields may be missing. */
type Defined<A> = string extends keyof A
  ? { readonly [K in keyof A]: Exclude<A[K], undefined> }
  : { readonly [K in keyof A]?: Exclude<A[K], undefined> }

/** The fields that have a value; what is undefined is left out. */
export const defined = <A extends object>(fields: A): Defined<A> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<A> // only fewer fields
