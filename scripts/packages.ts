// Packs every published package into one folder, under names without a version, and prints how to install from there.
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import { execFileSync } from "node:child_process"
import { join, resolve } from "node:path"
import { bin, packages, root } from "./workspace.mjs"

interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly n8n?: object
}

const into = resolve(process.argv[2] ?? join(root, "packages-out"))

const published = packages()
  .map((source) => {
    const manifest: Manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8"))
    return { source, manifest, tarball: join(into, `${manifest.name.replace("@", "").replace("/", "-")}.tgz`) }
  })
  .filter(({ manifest }) => manifest.private !== true)

type Published = (typeof published)[number]

/** A package's tarball after those of ours that it depends on, which no registry need have. */
const withOwn = ({ manifest, tarball }: Published): ReadonlyArray<string> => [
  ...published.filter((it) => it.manifest.name in (manifest.dependencies ?? {})).flatMap(withOwn),
  tarball
]

const quoted = (path: string) => (/^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`)

/** What to paste into Apps Script, which installs nothing. */
const pasted = published.find(({ manifest }) => manifest.name === "@xingtu/sheets-addon")

const howTo = (it: Published): ReadonlyArray<string> => {
  const install = [...new Set(withOwn(it))].map(quoted).join(" ")
  if (it === pasted) return [`  paste the three files in ${join(into, "sheets-addon")} (its README says where)`]
  // n8n brings n8n-workflow itself; a second copy would stand in its way.
  if (it.manifest.n8n !== undefined)
    return [
      "  mkdir -p ~/.n8n/nodes && cd ~/.n8n/nodes",
      `  npm install --legacy-peer-deps ${install}`,
      "  then start n8n again"
    ]
  return [`  npm install ${install}`]
}

rmSync(into, { recursive: true, force: true })
mkdirSync(into, { recursive: true })
for (const { source, tarball } of published)
  execFileSync(join(bin, "pnpm"), ["pack", "--out", tarball], { cwd: source, stdio: ["ignore", "ignore", "inherit"] })
if (pasted !== undefined) cpSync(join(pasted.source, "dist"), join(into, "sheets-addon"), { recursive: true })

console.log(`Packed into ${into}. To install in a folder of your own, outside this checkout:\n`)
for (const it of published) console.log(`${it.manifest.name} ${it.manifest.version}\n${howTo(it).join("\n")}\n`)
