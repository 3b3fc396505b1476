import { median } from "./stats.ts"

/** What one round of a client took, a call. */
export interface Taken {
  readonly micros: number
  /** Microseconds of its process's own CPU time; undefined where that cannot be seen. */
  readonly cpu: number | undefined
}

/** One client of a race: does the job `calls` times, `lanes` at a time, and says what it took. */
export interface Contender {
  readonly name: string
  readonly run: (calls: number, lanes: number) => Promise<Taken>
}

/** Does a job so many times, so many at a time. */
export type Job = (calls: number, lanes: number) => Promise<void>

/** A job done once, as lanes of promises. */
export const inLanes =
  (one: () => Promise<unknown>): Job =>
  async (calls, lanes) => {
    let left = calls
    const lane = async () => {
      while (left-- > 0) await one()
    }
    await Promise.all(Array.from({ length: lanes }, lane))
  }

/** What a job of this process takes. */
export const timed = async (job: Job, calls: number, lanes: number): Promise<Taken> => {
  const before = process.cpuUsage()
  const start = performance.now()
  await job(calls, lanes)
  const micros = ((performance.now() - start) * 1000) / calls
  const { user, system } = process.cpuUsage(before)
  return { micros, cpu: (user + system) / calls }
}

export interface Heat {
  /** Calls of each before the first round, so that compilers have done their work. */
  readonly warmUp: number
  readonly rounds: number
  readonly calls: number
  readonly lanes: number
}

export interface Placed {
  readonly name: string
  /** Median microseconds per call. */
  readonly micros: number
  /** Median microseconds of CPU time per call, where it is known. */
  readonly cpu: number | undefined
  /** Calls per second against the first contender in the same round, median over the rounds; above 1 is faster. */
  readonly ratio: number
  /** The same against any other contender. */
  readonly against: (name: string) => number
}

/**
 * Runs all contenders in turn, round after round, each round starting with another one, so that what disturbs the
 * machine disturbs all alike.
 */
export const race = async (
  contenders: ReadonlyArray<Contender>,
  { warmUp, rounds, calls, lanes }: Heat
): Promise<ReadonlyArray<Placed>> => {
  const taken = contenders.map((): Array<Taken> => [])
  for (const { run } of contenders) await run(warmUp, lanes)
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const i = (turn + round) % contenders.length
      const one = await contenders[i]?.run(calls, lanes)
      if (one !== undefined) taken[i]?.push(one)
    }
  }
  const microsOf = (i: number) => (taken[i] ?? []).map(({ micros }) => micros)
  return contenders.map(({ name }, i) => {
    const against = (other: number) => {
      const theirs = microsOf(other)
      return median(microsOf(i).map((time, round) => (theirs[round] ?? Number.NaN) / time))
    }
    return {
      name,
      micros: median(microsOf(i)),
      cpu: taken[i]?.some(({ cpu }) => cpu === undefined)
        ? undefined
        : median(taken[i]?.map(({ cpu }) => cpu ?? 0) ?? []),
      ratio: against(0),
      against: (other) => against(contenders.findIndex((one) => one.name === other))
    }
  })
}
