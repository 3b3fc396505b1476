import { Xingtu } from "@xingtu/core"
import { Effect } from "effect"
import type { ReplyContext } from "../slack/show.ts"
import { consumers, type Kind } from "../util/consumers.ts"
import type * as QuotaView from "../home/Quota.ts"

/** What was spent today by a person, in their channel and in their workspace. */
export const quotas = (reply: ReplyContext): Effect.Effect<QuotaView.Reports, never, Xingtu> =>
  Xingtu.use((xingtu) => {
    const of = (kind: Kind) => xingtu.quota(consumers.one(reply, kind))
    return Effect.all({ user: of("user"), channel: of("channel"), workspace: of("workspace") })
  })
