import { median } from "./stats.ts"

/** One way to do the job. `run` does it `calls` times, `lanes` at a time. */
export interface Contender {
  readonly name: string
  /** It works in another process, whose processor time is not seen from here. */
  readonly elsewhere?: true
  readonly run: (calls: number, lanes: number) => Promise<void>
}

/** A contender that does one job at a time when asked; the lanes are made here, the same for all. */
export const contender = (name: string, one: () => Promise<unknown>): Contender => ({
  name,
  run: async (calls, lanes) => {
    let left = calls
    const lane = async () => {
      while (left-- > 0) await one()
    }
    await Promise.all(Array.from({ length: lanes }, lane))
  }
})

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
  /** Median microseconds of this process's own processor time per call. */
  readonly cpu: number | undefined
  /** Calls per second against the first contender in the same round, median over the rounds; above 1 is faster. */
  readonly ratio: number
}

/**
 * Runs all contenders in turn, round after round, each round starting with another one, so that a busy machine,
 * and the garbage of one are shared by all.
 */
export const race = async (
  contenders: ReadonlyArray<Contender>,
  { warmUp, rounds, calls, lanes }: Heat
): Promise<ReadonlyArray<Placed>> => {
  const taken = contenders.map((): { micros: Array<number>; cpu: Array<number> } => ({ micros: [], cpu: [] }))
  for (const { run } of contenders) await run(warmUp, lanes)
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const i = (turn + round) % contenders.length
      const before = process.cpuUsage()
      const start = performance.now()
      await contenders[i]?.run(calls, lanes)
      const micros = ((performance.now() - start) * 1000) / calls
      const { user, system } = process.cpuUsage(before)
      taken[i]?.micros.push(micros)
      taken[i]?.cpu.push((user + system) / calls)
    }
  }
  const [first] = taken
  return contenders.map(({ elsewhere, name }, i) => {
    const { micros, cpu } = taken[i] ?? { micros: [], cpu: [] }
    return {
      name,
      micros: median(micros),
      cpu: elsewhere === true ? undefined : median(cpu),
      ratio: median(micros.map((time, round) => (first?.micros[round] ?? Number.NaN) / time))
    }
  })
}
