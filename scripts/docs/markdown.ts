import { globSync } from "node:fs"
import { root } from "../workspace.mjs"

/** Every Markdown file of the project, by its path from the root. */
export const markdown = (): ReadonlyArray<string> =>
  globSync(["*.md", ".github/**/*.md", "{apps,docs,examples,packages,scripts}/**/*.md"], {
    cwd: root,
    exclude: (path) => /(^|\/)(node_modules|dist|CHANGELOG\.md)(\/|$)/.test(path)
  }).sort()
