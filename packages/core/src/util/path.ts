export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** The keys of a path such as `expect_cpm.cpm_1_20`; the empty path has none. */
const segments = (path: string): ReadonlyArray<string> => (path === "" ? [] : path.split("."))

/** The value a path leads to, or undefined. */
export const valueAt = (value: unknown, path: string): unknown =>
  segments(path).reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value)
