import { existsSync, globSync } from "node:fs"
import { createRequire } from "node:module"
import { homedir } from "node:os"
import { join } from "node:path"

/** n8n's execution engine in this process, with the node as it is published; its modules are new for each part. */
export const openN8n = async () => {
  process.env["N8N_LOG_LEVEL"] = "silent"
  const { installPackage, openEngine } = await import("@xingtu/n8n-testing/host")
  const installed = await installPackage()
  const { builtIn, run } = await openEngine(installed.folder)
  return { builtIn, run, [Symbol.dispose]: () => installed[Symbol.dispose]() }
}

export type N8n = Awaited<ReturnType<typeof openN8n>>

/**
 * n8n's own HTTP Request node, from the n8n that `pnpm --filter n8n-nodes-xingtu test:real` keeps; undefined where
 * there is none.
 */
export const httpRequestNode = (): N8n["builtIn"][string] | undefined => {
  const home = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "xingtu", "n8n")
  const found = globSync("n8n-2.*/package.json", { cwd: home })
    .map((file) => join(home, file))
    .find(existsSync)
  if (found === undefined) return undefined
  const { HttpRequest } = createRequire(found)("n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js") as {
    readonly HttpRequest: new () => N8n["builtIn"][string]
  }
  return new HttpRequest()
}
