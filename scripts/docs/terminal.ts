// `npx pnpm docs:pictures`: draws what says most of `npm start` for the READMEs, as text in an SVG.
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
  for (const [text = ""] of line.matchAll(
    /[\u2e80-\u9fff\uff00-\uff60\u3000-\u303f]+|[^\u2e80-\u9fff\uff00-\uff60\u3000-\u303f]+/g
  )) {
    const cells = [...text].length * (wide(text) ? 2 : 1)
    found.push({ text, at, cells })
    at += cells
  }
  return found
}

/** A terminal with these lines in it. */
const terminal = (lines: ReadonlyArray<string>): string => {
  const columns = Math.max(...lines.map((line) => runs(line).reduce((sum, { cells }) => sum + cells, 0)))
  const [width, height] = [columns * cell.width + 2 * margin, lines.length * cell.height + 2 * margin]
  const rows = lines.map((line, i) =>
    runs(line)
      .filter(({ text }) => text.trim() !== "")
      .map(
        ({ at, cells, text }) =>
          `<text x="${margin + at * cell.width}" y="${margin + 13 + i * cell.height}" textLength="${cells * cell.width}"${wide(text) ? ` font-size="15"` : ""} xml:space="preserve">${escape(text)}</text>`
      )
      .join("")
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The output of npm start">
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
<g fill="#e6edf3" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace" font-size="13">
${rows.filter((row) => row !== "").join("\n")}
</g>
</svg>
`
}

/** In each language the file, the command and the parts of its output. */
const pictures = [
  {
    file: "demo.svg",
    args: [],
    parts: ["Creators and prices", "Performance", "What it cost", "One failure, explained"]
  },
  { file: "demo.zh.svg", args: ["--lang", "zh"], parts: ["达人与报价", "传播表现", "费用", "一次失败，逐条说明"] }
]

for (const { args, file, parts } of pictures) {
  const env = { ...process.env, NO_COLOR: "1", COLUMNS: "92" }
  const output = execFileSync(process.execPath, [join(root, "apps/demo/src/main.ts"), ...args], {
    cwd: root,
    encoding: "utf8",
    env
  })
    .trimEnd()
    .split("\n\n")
  const chosen = parts.flatMap((title) => {
    const part = output.find((text) => text.startsWith(`${title}\n`))
    if (part === undefined) throw new Error(`npm start shows no "${title}".`)
    return ["", ...part.split("\n")]
  })
  writeFileSync(
    join(root, "docs/images", file),
    terminal([`$ ${["npm start", ...(args.length === 0 ? [] : ["--", ...args])].join(" ")}`, ...chosen])
  )
}
