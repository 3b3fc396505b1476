import { pathToFileURL } from "node:url"
import type * as Core from "@xingtu/core"
import type * as OnNode from "@xingtu/core/node"
import type * as Promised from "@xingtu/core/promise"
import { folderOf } from "./builds.ts"

const file = (name: string): string => pathToFileURL(`${folderOf("@xingtu/core")}/dist/${name}`).href

/** Core's doors as npm delivers them; in the workspace their names lead to the sources. */
export const core = (): Promise<typeof Core> => import(file("index.js"))
export const onNode = (): Promise<typeof OnNode> => import(file("node/index.js"))
export const promised = (): Promise<typeof Promised> => import(file("promise.node.js"))
