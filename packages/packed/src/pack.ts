import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { registryAway } from "./registry.ts"
import { root } from "./root.ts"
import { run } from "./run.ts"

/** A published package, packed and unpacked again. */
export interface Packed {
  readonly name: string
  /** Its folder in the workspace. */
  readonly source: string
  /** The file that would be published. */
  readonly tarball: string
  /** What is in it. */
  readonly contents: string
}

declare module "vitest" {
  export interface ProvidedContext {
    readonly packed: ReadonlyArray<Packed>
    /** Says in the name of a test that installs with npm why it is skipped. */
    readonly registryAway: string
  }
}

const parent = join(root, "packages")

const manifest = async (source: string) => JSON.parse(await readFile(join(source, "package.json"), "utf8"))

/** The published packages among those this one depends on. */
const published = async () => {
  const names = Object.keys((await manifest(join(import.meta.dirname, ".."))).devDependencies)
  const sources = (await readdir(parent, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(parent, entry.name))
  const manifests = await Promise.all(sources.map(async (source) => ({ source, ...(await manifest(source)) })))
  return manifests.filter((it) => it.private !== true && names.includes(it.name))
}

const unpack = async (source: string, name: string, into: string): Promise<Packed> => {
  const tarball = join(into, `${name.replace("@", "").replace("/", "-")}.tgz`)
  const contents = join(into, "contents", name)
  await mkdir(contents, { recursive: true })
  await run(into, "tar", ["-xzf", tarball, "-C", contents, "--strip-components=1"])
  return { name, source, tarball, contents }
}

let into = ""

/** Packs every published package once, for all tests, by the command that users have. */
export const setup = async (project: TestProject) => {
  project.provide("registryAway", await registryAway())
  into = await mkdtemp(join(tmpdir(), "xingtu-packed-"))
  const packed: Array<Packed> = []
  await run(root, process.execPath, [join(root, "scripts/packages.ts"), into])
  for (const { source, name } of await published()) packed.push(await unpack(source, name, into))
  project.provide("packed", packed)
}

export const teardown = () => rm(into, { recursive: true, force: true })
