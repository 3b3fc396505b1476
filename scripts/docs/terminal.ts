// `npx pnpm docs:pictures`: draws the first lines of `npm start` for the README, as text in an SVG.
import { execFileSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../workspace.mjs"

const cell = { width: 8, height: 18 }
const margin = 20

const escape = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Chinese characters take two cells, whatever the font says. */
const wide = (char: string): boolean => /[\u2e80-\u9fff\uff00-\uff60\u3000-\u303f]/.test(char)

interface Run {
  readonly text: string
  readonly at: number
  readonly cells: number
}

/** Neighbours of one width, with the cell they start in. */
const runs = (line: string): ReadonlyArray<Run> => {
  const found: Array<Run> = []
  let at = 0
  for (const [text = ""] of line.matchAll(/[\u2e80-\u9fff\uff00-\uff60\u3000-\u303f]+|[^\u2e80-\u9fff\uff00-\uff60\u3000-\u303f]+/g)) {
    const cells = [...text].length * (wide(text) ? 2 : 1)
    found.push({ text, at, cells })
    at += cells
  }
  return found
}

/** A terminal with these lines in it. */
export const terminal = (lines: ReadonlyArray<string>): string => {
  const columns = Math.max(...lines.map((line) => runs(line).reduce((sum, { cells }) => sum + cells, 0)))
  const [width, height] = [columns * cell.width + 2 * margin, lines.length * cell.height + 2 * margin]
  const rows = lines.map((line, i) =>
    runs(line).filter(({ text }) => text.trim() !== "").map(({ at, cells, text }) =>
      `<text x="${margin + at * cell.width}" y="${margin + 13 + i * cell.height}" textLength="${cells * cell.width}" xml:space="preserve">${escape(text)}</text>`
    ).join("")
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The output of npm start">
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
<g fill="#e6edf3" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace" font-size="13" lengthAdjust="spacingAndGlyphs">
${rows.filter((row) => row !== "").join("\n")}
</g>
</svg>
`
}

/** The parts of the output that say most: one table, what it cost, one failure. */
const chosen = (output: string): ReadonlyArray<string> => {
  const parts = output.trimEnd().split("\n\n")
  const wanted = ["Spread metrics", "What it cost", "One failure, explained"]
  return ["$ npm start", ...wanted.flatMap((title) => ["", ...(parts.find((part) => part.startsWith(title))?.split("\n") ?? [])])]
}

const output = execFileSync(process.execPath, [join(root, "apps/demo/src/main.ts")], { cwd: root, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } })
writeFileSync(join(root, "docs/images/demo.svg"), terminal(chosen(output)))
