// Where the node's package is.
import { createRequire } from "node:module"
import { dirname } from "node:path"

export const root = dirname(createRequire(import.meta.url).resolve("n8n-nodes-xingtu/package.json"))
