import { readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { chromium } from "playwright-core"
import { createElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { Message } from "slack-blocks-to-jsx"
import { person, startAll } from "../test/support/bot.ts"
import type { Posted } from "../test/support/slack.ts"

/**
 * Draws what the bot really posts, as Slack would draw it about: `pnpm pictures [folder]`. Needs Chromium and a font
 * with Chinese.
 */
const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "docs", "images")
const require = createRequire(import.meta.url)
const css = readFileSync(join(dirname(require.resolve("slack-blocks-to-jsx")), "style.css"), "utf8")

type Block = Readonly<Record<string, unknown>>

/**
 * The renderer draws neither numbers in cells nor `data_table`, and takes `verbatim` for "no formatting": all become
 * what it knows.
 */
const drawable = (block: Block): Block => {
  const plain = JSON.parse(
    JSON.stringify(block, (key, value: unknown) => (key === "verbatim" ? undefined : value))
  ) as Block
  if (block["type"] !== "table" && block["type"] !== "data_table") return plain
  const rows = block["rows"] as ReadonlyArray<ReadonlyArray<{ readonly text: string }>>
  const page = block["type"] === "table" ? rows : rows.slice(0, Number(block["page_size"]) + 1)
  return { ...plain, type: "table", rows: page.map((row) => row.map(({ text }) => ({ type: "raw_text", text }))) }
}

const logo = `data:image/svg+xml,${encodeURIComponent("<svg xmlns='http://www.w3.org/2000/svg' width='36' height='36'><rect width='36' height='36' rx='8' fill='#1f2430'/><path d='M18 7l3 8h8l-6.500 5 2.500 8-7-5-7 5 2.500-8-6.500-5h8z' fill='#ffd166'/></svg>")}`

/** A desk's and a phone's width in pixels. */
const widths = { desk: 760, phone: 366 } as const

const page = (blocks: ReadonlyArray<Block>, width: number): string => {
  const message = renderToStaticMarkup(
    createElement(Message, {
      blocks: blocks.map(drawable) as never,
      logo,
      name: "xingtu",
      time: new Date("2026-11-22T10:00:00Z")
    })
  )
  return `<!doctype html><meta charset="utf-8"><style>${css}
    * { font-family: "Noto Sans CJK SC", "Noto Sans", sans-serif !important }
    body { margin: 0; background: #fff } #root { width: ${width}px; padding: 12px; overflow: hidden }</style><div id="root">${message}</div>`
}

const all = await startAll({ slack: { locales: { U000000001: "zh-CN" } }, bot: { watchEvery: "100 millis" } })
const { click, command, slack, sandbox } = all

const [chinese, english] = ["U000000001", "U000000002"] as const

const answerTo = async (text: string, who: string = english): Promise<Posted> => {
  const before = slack.posted.length
  await command(text, { user_id: who })
  return slack.until(
    () =>
      slack.posted
        .slice(before)
        .find(
          (one) => one.body.replace_original !== true && !JSON.stringify(one.body.blocks).includes("xingtu.cancel")
        ),
    text
  )
}

/** What a watch posts of its own accord, the n-th time. */
const told = async (n: number): Promise<Posted> => {
  const { params } = await slack.call("chat.postMessage", n)
  return { to: "", body: { text: "", blocks: JSON.parse(params["blocks"] ?? "[]") } }
}

/** A watch whose figures changed since its first run. */
const alert = async (): Promise<Posted> => {
  const typed = `watch ${creators} price followers>5% takes orders new video daily 9:00`
  const before = slack.posted.length
  const reader = person(slack, all.bot.url, english)
  await reader.click(await answerTo(typed), "Start")
  await reader.click(await slack.message(before + 2), "Run now")
  await told(1)
  const [one, other] = creators.split(" ")
  sandbox.faults([
    {
      endpoint: "creatorVisibilityStatus",
      params: { oAuthorId: one ?? "" },
      fault: { kind: "drift", set: { follower: 125_300 } }
    },
    {
      endpoint: "creatorVisibilityStatus",
      params: { oAuthorId: other ?? "" },
      fault: { kind: "drift", set: { can_receive: false } }
    },
    {
      endpoint: "marketingMetrics",
      params: { oAuthorId: other ?? "" },
      fault: {
        kind: "drift",
        set: {
          price_info: [2, 71].map((video_type) => ({
            enable: true,
            video_type,
            price: video_type === 2 ? 25_800 : 30_200
          }))
        }
      }
    }
  ])
  await answerTo("watch run")
  const posted = await told(2)
  sandbox.faults([])
  return posted
}

const shortlist = "shortlist followerRange=100w-300w brief: reach price<50w"
const creators = "6955721930401185805 7012345678901234567 6703344556677889901"
const shots: ReadonlyArray<readonly [name: string, message: () => Promise<Posted>]> = [
  ["spread", () => answerTo("spread 6629722295873044494")],
  ["spread-zh", () => answerTo("spread 6629722295873044494", chinese)],
  ["creator", () => answerTo("creator 6955721930401185805")],
  ["compare", () => answerTo(`compare ${creators}`)],
  ["audience", () => answerTo("audience 6955721930401185805")],
  ["search", () => answerTo("search 美食", chinese)],
  ["videos", () => answerTo("videos 6629722295873044494")],
  ["shortlist", () => answerTo(shortlist)],
  ["shortlist-zh", () => answerTo(`候选名单 ${creators} 要求: 转化 定制`, chinese)],
  [
    "reasons-zh",
    async () => {
      const posted = await answerTo(shortlist, chinese)
      const before = slack.posted.length
      await click(posted, "查看理由")
      return slack.until(() => slack.posted[before], "reasons")
    }
  ],
  ["plan", () => answerTo("plan 300k followerRange=100w-300w brief: max=4")],
  [
    "lists",
    async () => {
      await answerTo(`save beauty-q4 ${creators}`)
      await answerTo(`save games 6955721930401185805 7012345678901234567`)
      return answerTo("lists")
    }
  ],
  [
    "home",
    async () => {
      await all.event({ type: "app_home_opened", user: english, channel: "D1", tab: "home" })
      const view = JSON.parse((await slack.call("views.publish")).params["view"] ?? "{}") as { blocks: Array<Block> }
      return { to: "", body: { text: "", blocks: view.blocks } }
    }
  ],
  ["start", () => answerTo("")],
  ["help", () => answerTo("help")],
  ["help-zh", () => answerTo("help", chinese)],
  ["quota", () => answerTo("quota")],
  ["watch", () => answerTo(`watch ${creators} price followers>5% takes orders new video daily 9:00`)],
  ["watch-alert", alert],
  [
    "failure",
    () => {
      sandbox.faults([{ fault: { kind: "code", code: 601 } }])
      return answerTo("spread 6955721930401185899")
    }
  ]
]

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync"
  ]
})
/** What a phone shows is looked at for the messages people read on the way. */
const onPhones: ReadonlySet<string> = new Set(["shortlist", "compare", "plan", "home", "help"])

/** No document shows them: they are for looking at, in a folder of one's own, as those of a phone's width are. */
const lookedAt: ReadonlySet<string> = new Set(["shortlist-zh", "reasons-zh", "lists"])
const isForDocuments = process.argv[2] === undefined

const tab = await browser.newPage({ viewport: { width: 784, height: 600 }, deviceScaleFactor: 1 })
for (const [name, message] of shots) {
  const blocks = (await message()).body.blocks ?? []
  for (const [device, width] of Object.entries(widths)) {
    if (device === "phone" ? !onPhones.has(name) || isForDocuments : isForDocuments && lookedAt.has(name)) continue
    await tab.setViewportSize({ width: width + 24, height: 600 })
    await tab.setContent(page(blocks, width))
    // Slack scrolls a table that is wider; a picture in a document cannot.
    if (isForDocuments) await tab.evaluate("root.style.width = `${root.scrollWidth}px`")
    const picture = await tab.locator("#root").screenshot()
    const file = device === "phone" ? `slack-${name}-phone.png` : `slack-${name}.png`
    writeFileSync(join(folder, file), picture)
    console.log(`${file} ${picture.length}`)
  }
}
await browser.close()
await all.close()
