/** One page of rows, counted from 1, and whether more follow. */
export const paged = <A>(rows: ReadonlyArray<A>, page: number, limit: number) => ({
  rows: rows.slice((page - 1) * limit, page * limit),
  pagination: { page, limit, total_count: rows.length, has_more: page * limit < rows.length }
})
