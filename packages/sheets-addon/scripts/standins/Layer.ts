/** Core's layers are not used here: `Client.ts` hands a transport and a store to `Xingtu.make` itself. */

const absent = (): never => {
  throw new Error("Layers are not part of the add-on.")
}

export const effect = absent
export const succeed = absent
export const sync = absent
