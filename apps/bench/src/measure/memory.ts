import { readFileSync } from "node:fs"

/**
 * The most memory this process has had resident, in MB. Not `maxRSS`, which on Linux starts with that of the process
 * that forked this one.
 */
export const peakMb = (): number => {
  const kb =
    process.platform === "linux" ? /VmHWM:\s*(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] : undefined
  return (kb === undefined ? process.resourceUsage().maxRSS : Number(kb)) / 1000
}
