import { make as words, type Words } from "../util/Words.ts"

/** What a person hears of a store that fails: what goes on, and what would cost again. */

/** In brackets a reason has no full stop. */
const bare = (reason: string): string => reason.replace(/\.$/, "")

export const unreadable = (reason: string): Words =>
  words(
    `The store cannot be used (${bare(reason)}). Calls continue with what this process has: what it paid for itself is not charged again, but what only the store holds is. Results, limits and budgets stay in this process until the store is back.`,
    `存储不可用（${bare(reason)}）。调用继续进行：本进程已付费的内容不会重复付费；仅存于该存储中的内容会重新计费。在其恢复之前，结果、限额与预算仅保存在本进程内。`
  )

export const unwritable = (reason: string): Words =>
  words(
    `The store cannot be written (${bare(reason)}). Cached results are still read. New paid results stay in this process and are written once the store accepts them; until then, other processes, or this one after a restart, are charged for them again.`,
    `存储无法写入（${bare(reason)}），已缓存的结果仍可读取。此后付费的内容保存在本进程内，待存储恢复写入后补存；在此之前，其他进程或本进程重启后再次查询会重新计费。`
  )

const anotherStore = words("Use a file or Redis as the store to keep them all.", "改用文件或 Redis 存储可全部保留。")

/** So many answers at most, or fewer where they are long. */
export const tooMany = (more: number, stored: number, most: number, advice = anotherStore): Words =>
  words(
    `This run is larger than the store: ${more} new results beside ${stored} cached ones, and it holds about ${most}. Some that are still valid will be dropped, and requesting those again is charged again. ${advice.en}`,
    `本次任务超出存储上限：将新增 ${more} 条结果，已缓存 ${stored} 条，而上限约 ${most} 条。部分仍有效的结果将被丢弃，再次查询会重新计费。${advice.zh}`
  )

export const nearlyFull = (count: number, advice = anotherStore): Words =>
  words(
    `The memory of this process is nearly full (${count} results). From now on, results that are still valid are dropped to make room, and requesting them again is charged again. ${advice.en}`,
    `本进程的内存即将存满（${count} 条结果）。此后将丢弃仍有效的结果以腾出空间，再次查询会重新计费。${advice.zh}`
  )

export const full = words(
  "This process can hold no more paid results for a store that cannot be written: the oldest are dropped, and requesting them again is charged again.",
  "存储无法写入期间付费的内容超出本进程的暂存上限：其中最早的结果将被丢弃，再次查询会重新计费。"
)

export const lost = words(
  "The client closed before the store could be written: results paid for meanwhile are lost, and requesting them again is charged again.",
  "客户端已结束，而存储仍无法写入：期间付费的内容随本进程丢失，再次查询会重新计费。"
)

export const back = words(
  "The store is back; results and charges from the meantime were added to it.",
  "存储已恢复；期间的结果与计费已补记。"
)
