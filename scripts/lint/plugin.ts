// Rules that oxlint's own cannot say.
import { basename, dirname, resolve } from "node:path"
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

/**
 * The folder of a package's source that a file is in; "" for the doors at its root, undefined outside of any source.
 */
const stageOf = (path: string): string | undefined => {
  const inside = /\/packages\/[^/]+\/src\/(.+)$/.exec(path)?.[1]
  return inside === undefined ? undefined : inside.includes("/") ? inside.slice(0, inside.indexOf("/")) : ""
}

/**
 * Folders are stages: what stands lower in the list knows nothing of what stands higher. Doors at the root know all.
 */
const stages: Rule = {
  meta: {
    schema: [{ type: "object", properties: { order: { type: "array", items: { type: "string" } } } }]
  },
  create: (context) => {
    const order = (context.options[0] as { order?: ReadonlyArray<string> } | undefined)?.order ?? []
    const from = stageOf(context.filename)
    const check = (node: { range: [number, number]; source?: unknown }) => {
      const source = (node.source as { value?: unknown } | null | undefined)?.value
      if (from === undefined || typeof source !== "string" || !source.startsWith(".")) return
      const to = stageOf(resolve(dirname(context.filename), source))
      if (to === undefined || to === from || from === "") return
      const [here, there] = [order.indexOf(from), order.indexOf(to)]
      if (here < 0) context.report({ node, message: `The folder ${from} is not in the list of stages.` })
      else if (there < here)
        context.report({ node, message: `Arrows go down: ${from} may not know ${to || "a door"}.` })
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

/**
 * `import * as Store from "./Store.ts"`: a module with a name of its own has it as its file's name; a folder's door is
 * its `index.ts`.
 */
const namespaceFiles: Rule = {
  create: (context) => {
    const check = (node: { range: [number, number]; source?: unknown }, name: string) => {
      const from = (node.source as { value?: unknown } | null | undefined)?.value
      if (typeof from !== "string" || !from.startsWith(".")) return
      const file = basename(from)
      if (!/^[A-Z]/.test(file) && file !== "index.ts")
        context.report({ node, message: `A module that is imported as a namespace is named like one: not ${file}.` })
      else if (!/^[A-Z]/.test(name)) context.report({ node, message: `A namespace is written ${file.slice(0, -3)}.` })
    }
    return {
      ImportDeclaration: (node) => {
        for (const one of node.specifiers) if (one.type === "ImportNamespaceSpecifier") check(node, one.local.name)
      },
      ExportAllDeclaration: (node) => {
        if (node.exported?.type === "Identifier") check(node, node.exported.name)
      }
    }
  }
}

const plugin = {
  meta: { name: "xingtu" },
  rules: {
    "namespace-files": namespaceFiles,
    "no-foreign-relative-import": noForeignRelativeImport,
    "no-wall-clock": noWallClock,
    stages
  }
}

export default plugin
