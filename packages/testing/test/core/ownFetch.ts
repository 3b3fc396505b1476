// What replaces Node's own `fetch` is what requests go through.
const { fetch } = globalThis
globalThis.fetch = (input, init) => fetch(input, init)
