// Two rules that oxlint's own cannot say.
import { dirname, resolve } from "node:path"
import type { RuleTester } from "oxlint/plugins-dev"

// oxlint exports this type only through its tester.
type Rule = Parameters<RuleTester["run"]>[1]

const packageOf = (path: string) => /^(.*\/(?:packages|apps)\/[^/]+)(?:\/|$)/.exec(path)?.[1]

/** `import "../../other-package/src/x.ts"`: another package is reached by its name, through its exports. */
const noForeignRelativeImport: Rule = {
  create: (context) => {
    const check = (node: { range: [number, number]; source?: unknown }) => {
      const from = (node.source as { value?: unknown } | null | undefined)?.value
      if (typeof from !== "string" || !from.startsWith(".")) return
      const target = packageOf(resolve(dirname(context.filename), from))
      if (target !== undefined && target !== packageOf(context.filename)) {
        context.report({ node, message: "Import another package by its name, not by a relative path." })
      }
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportAllDeclaration: check,
      ExportNamedDeclaration: check,
      TSImportType: check
    }
  }
}

/** `new Date()` and `Date()` read the machine's clock; `new Date(value)` does not. */
const noWallClock: Rule = {
  create: (context) => {
    const message = "Take the time from Effect's Clock, so that tests can set it."
    return {
      NewExpression: (node) => {
        if (node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0) {
          context.report({ node, message })
        }
      },
      CallExpression: (node) => {
        if (node.callee.type === "Identifier" && node.callee.name === "Date") context.report({ node, message })
      }
    }
  }
}

const plugin = {
  meta: { name: "xingtu" },
  rules: { "no-foreign-relative-import": noForeignRelativeImport, "no-wall-clock": noWallClock }
}

export default plugin
