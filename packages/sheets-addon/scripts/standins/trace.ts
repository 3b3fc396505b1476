/** Core's spans, of which a script has nobody to tell: the effect alone. */
export const traced = <A>(effect: A, ..._span: ReadonlyArray<unknown>): A => effect
