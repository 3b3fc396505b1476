// The node's package in a folder of its own, beside the one thing n8n gives to a community package and away from ours.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { build } from "../scripts/build.ts"
import { unpack } from "../scripts/pack.ts"
import { root } from "../scripts/root.ts"

/** A folder with the package in it, deleted when it is disposed of. */
export interface Installed extends Disposable {
  readonly folder: string
}

const install = async (fill: (folder: string) => void | Promise<void>): Promise<Installed> => {
  const home = mkdtempSync(join(tmpdir(), "xingtu-n8n-"))
  const modules = join(home, "node_modules")
  const folder = join(modules, "n8n-nodes-xingtu")
  mkdirSync(folder, { recursive: true })
  await fill(folder)
  const core = createRequire(createRequire(import.meta.url).resolve("n8n-core"))
  symlinkSync(dirname(core.resolve("n8n-workflow/package.json")), join(modules, "n8n-workflow"))
  return { folder, [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }) }
}

/** Installs the package as npm would deliver it, from its packed files. */
export const installPackage = (): Promise<Installed> => install(unpack)

/** Installs the package as it is built now: quicker than packing it. */
export const installBuilt = (): Promise<Installed> =>
  install(async (folder) => {
    cpSync(join(root, "package.json"), join(folder, "package.json"))
    await build(join(folder, "dist"))
  })
