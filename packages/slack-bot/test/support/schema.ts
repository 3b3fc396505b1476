import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { createGenerator } from "ts-json-schema-generator"

const require = createRequire(import.meta.url)
const typesRoot = join(dirname(require.resolve("@slack/types")), "..")
const { version }: { readonly version: string } = JSON.parse(readFileSync(join(typesRoot, "package.json"), "utf8"))

const cache = join(
  dirname(fileURLToPath(import.meta.url)),
  "..",
  "..",
  "node_modules",
  ".cache",
  `slack-types-${version}.json`
)

/** What @slack/types says about a block or a view, as JSON schema; made once per version. */
export const slackSchema = (): object => {
  if (!existsSync(cache)) {
    const schema = ["KnownBlock", "ModalView"].map((type) =>
      createGenerator({
        path: join(typesRoot, "dist", "index.d.ts"),
        type,
        skipTypeCheck: true,
        additionalProperties: false
      }).createSchema(type)
    )
    mkdirSync(dirname(cache), { recursive: true })
    writeFileSync(cache, JSON.stringify({ definitions: Object.assign({}, ...schema.map((one) => one.definitions)) }))
  }
  return JSON.parse(readFileSync(cache, "utf8"))
}
