import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { beforeAll, expect, it } from "vitest"
import { catalogue } from "../../src/index.ts"
import { sqliteStore } from "../../src/node/index.ts"
import { createXingtu } from "../../src/promise.node.ts"
import { creator } from "../support/api.ts"
import { ownDisk } from "../support/disk.ts"
import { bundle, start } from "../support/processes.ts"
import { serve } from "../support/server.ts"

const { disk, folder, mounted } = ownDisk()

let program = ""
beforeAll(async () => {
  program = await bundle(folder)
})

interface Place {
  readonly file: string
  /** What the process that fills it may do. */
  readonly limits?: string
  /** Makes room again. */
  readonly clear?: () => void
}

const places: ReadonlyArray<readonly [name: string, place: Place]> = [
  // In blocks of 512 bytes, or of 1,024 where the shell is bash.
  ["a file that may not grow beyond half a megabyte", { file: join(folder, "limited.db"), limits: "ulimit -f 1024" }],
  ...(mounted
    ? [
        [
          "a disk of one megabyte",
          {
            file: join(disk, "answers.db"),
            clear: () => execFileSync("mount", ["-o", "remount,size=64m", disk])
          }
        ] as const
      ]
    : [])
]

it.each(places)(
  "SQLite in %s: nothing is paid twice, and what was written is whole",
  async (_, { clear = () => undefined, file, limits }) => {
    const server = await serve(() => 1, { code: 0, data: { text: "x".repeat(50_000) } })
    const ids = Array.from({ length: 60 }, (_, n) => creator(n))
    const job = { url: server.url, store: file, ids: [...ids, ...ids], concurrency: 3, deadlineMs: 20_000 }
    const settled = await start(program, job, limits).done()
    const told = (said: string) => settled.filter(({ charged, tag }) => `${charged} ${tag}` === said).length
    expect([told("yes api"), told("no store")]).toEqual([60, 60])
    expect(server.charged).toHaveLength(60)
    clear()
    // What did not fit ended with its process; what was written before is there for the next.
    const next = createXingtu({ token: "token of many processes", baseUrl: server.url, store: sqliteStore(file) })
    const { stored, toPay, unsettled } = await next.plan(catalogue.spreadMetrics, ids)
    expect(stored.length).toBeGreaterThan(3)
    expect(stored.length + toPay.length + unsettled.length).toBe(60)
    expect(toPay.length + unsettled.length).toBeGreaterThan(10)
    const { token } = await next.quota()
    expect(token.used).toBeLessThanOrEqual(60)
    // On a disk that is full to its last block counts may end with their process too, but no result is there without.
    expect(token.used).toBeGreaterThanOrEqual(stored.length)
    await next.spreadMetrics({ oAuthorId: creator(100) })
    expect((await next.plan(catalogue.spreadMetrics, [creator(100)])).stored).toHaveLength(1)
    await next.close()
    await server.close()
  },
  60_000
)
