import { type Browser, chromium, type Page } from "playwright-core"
import { existsSync } from "node:fs"
import { sidebar } from "../../scripts/sidebar.ts"
import type { Document } from "../../host/index.ts"

/** The sidebar in a browser, with `google.script.run` answered by the built code. */

const html = await sidebar()

const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium"

/** Says in the name of a test why it is skipped. */
export const needsBrowser = existsSync(executablePath) ? "" : ` (skipped: no Chromium at ${executablePath})`

export const browser = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync"
    ]
  })

/** What Google puts into the page: calls are sent away, and one of two handlers hears what came back. */
const bridge = `
window.google = { script: { run: (() => {
  const runner = (good, bad) => new Proxy({}, { get: (_, name) =>
    name === "withSuccessHandler" ? next => runner(next, bad)
    : name === "withFailureHandler" ? next => runner(good, next)
    : (...args) => { window.callDocument(name, JSON.stringify(args)).then(text => good && good(text === undefined ? undefined : JSON.parse(text)), error => bad && bad(error)) } })
  return runner()
})() } }
`

export interface Sidebar {
  readonly page: Page
  /** Errors of the page itself. */
  readonly errors: ReadonlyArray<string>
  /** Everything the document answered. */
  readonly answers: ReadonlyArray<string>
}

export const openSidebar = async (chrome: Browser, document: Document): Promise<Sidebar> => {
  const errors: Array<string> = []
  const answers: Array<string> = []
  // As wide as Sheets makes it.
  const page = await chrome.newPage({ viewport: { width: 300, height: 720 }, deviceScaleFactor: 2 })
  page.on("pageerror", (error) => errors.push(error.message))
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text())
  })
  await page.exposeFunction("callDocument", async (name: string, args: string) => {
    const given: ReadonlyArray<unknown> = JSON.parse(args)
    const text = JSON.stringify(await document.user(name, ...given))
    answers.push(text ?? "")
    return text
  })
  await page.setContent(html.replace("<head>", () => `<head><script>${bridge}</script>`))
  return { page, errors, answers }
}
