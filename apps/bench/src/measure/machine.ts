import { availableParallelism, cpus } from "node:os"

export interface Machine {
  readonly node: string
  readonly platform: string
  readonly cores: number
  readonly model: string
  readonly at: string
}

export const machine = (): Machine => ({
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  cores: availableParallelism(),
  model: cpus()[0]?.model.trim() || "unnamed processor",
  at: new Date().toISOString().slice(0, 16).replace("T", " ")
})

export const describe = (m: Machine): string =>
  `${m.at} UTC, ${m.cores} cores (${m.model}), ${m.platform}, Node ${m.node}`
