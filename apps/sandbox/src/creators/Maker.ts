import type { catalogue, Endpoint } from "@xingtu/core"
import type { Creator } from "./Creator.ts"

/** What an endpoint tells about a creator, in natural units; `asked` are the parameters as sent. */
export type Maker<K extends keyof typeof catalogue> = (
  creator: Creator,
  asked: Readonly<Record<string, string>>
) => Endpoint.Data<(typeof catalogue)[K]>
