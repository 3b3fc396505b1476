/** `steady` of core goes on without a store that is away. The services of a document are there, or nothing works: what is behind stays as it is. */
export const steady = <A>(store: A, _warn: unknown): A => store
