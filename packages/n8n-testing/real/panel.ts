// The editor in a browser: what a person sees of the node.
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { type Browser, chromium, type Page } from "playwright-core"
import type { Rest } from "./rest.ts"

/** Pictures of a run; those that are kept are copied to docs/images by hand, after somebody has looked. */
export const pictures = join(import.meta.dirname, "..", "test-pictures")

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // The editor itself asks nobody but its own server either.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    ]
  })

/** How large the editor's window is. */
export const size = { width: 1_440, height: 900 }

/** A page of the editor, signed in. */
export const openEditor = async (
  browser: Browser,
  url: string,
  { owner }: Rest,
  theme: "light" | "dark" = "light"
): Promise<Page> => {
  const context = await browser.newContext({ viewport: size, colorScheme: theme })
  const page = await context.newPage()
  page.setDefaultTimeout(90_000)
  await page.goto(`${url}/signin`, { waitUntil: "domcontentloaded" })
  await page.fill('input[name="emailOrLdapLoginId"]', owner.email)
  await page.fill('input[name="password"]', owner.password)
  await page.keyboard.press("Enter")
  await page.waitForURL((at) => !at.pathname.includes("signin"))
  return page
}

export const openWorkflow = async (page: Page, url: string, id: string): Promise<void> => {
  await page.goto(`${url}/workflow/${id}`, { waitUntil: "domcontentloaded" })
  await page.locator('[data-test-id="canvas-node"]').first().waitFor()
  await page.waitForLoadState("networkidle").catch(() => {})
}

/** Opens a node's panel by its name on the canvas. */
export const openNode = async (page: Page, name: string): Promise<void> => {
  await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick()
  await page.locator('[data-test-id="node-parameters"]').waitFor()
}

/** What a field of the panel shows. */
export const valueOf = (page: Page, parameter: string): Promise<string> =>
  page.locator(`[data-test-id="parameter-input-${parameter}"]`).locator("input, textarea").first().inputValue()

/** A picture of the whole page, without the notices that come and go over it. */
export const picture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({
    path: join(pictures, `n8n-${name}.png`),
    animations: "disabled",
    style: ".el-notification { display: none }"
  })
}

/** Moves the canvas up, so that the button that runs the workflow covers no node. */
export const clearOfButton = async (page: Page): Promise<void> => {
  await page.mouse.move(1200, 300)
  await page.mouse.wheel(0, 90)
}

/** Notes on the canvas; only they have a heading. */
export const notesOf = (page: Page) => page.locator(".vue-flow__node").filter({ has: page.locator("h2") })

/** Those of them whose last line stands below their end. */
export const cutNotes = (page: Page): Promise<ReadonlyArray<string>> =>
  notesOf(page).evaluateAll((notes) =>
    notes.flatMap((note) => {
      const last = [...note.querySelectorAll("p")].at(-1)
      const isCut = last !== undefined && last.getBoundingClientRect().bottom > note.getBoundingClientRect().bottom
      return isCut ? [last.textContent ?? ""] : []
    })
  )
