/** Core's streams, `many` and `pages`, are not used here: a formula and a step of a run ask their ids themselves. */

const absent = (): never => {
  throw new Error("Streams are not part of the add-on.")
}

export const fromEffect = absent
export const fromIterable = absent
export const mapEffect = absent
export const paginate = absent
export const unwrap = absent
