import { Xingtu } from "@xingtu/core"
import { Effect, Schema } from "effect"
import * as Tool from "../Tool.ts"

/** What was spent today and what is left. */
export const quota = Tool.make({
  name: "quota",
  title: "Spent today",
  description: "Paid calls today, what is left under the ceilings, and whether calls may go out. Free.",
  pays: false,
  input: Schema.Struct({}),
  run: (_, { name }) =>
    Effect.map(
      Xingtu.use((xingtu) => xingtu.quota(name)),
      ({ consumer, day, endsAt, token }) => {
        const structured = {
          day,
          endsAt,
          charged: token.used,
          mayHaveBeenCharged: token.unknown,
          left: consumer.left ?? token.left ?? null
        }
        return { text: JSON.stringify(structured), structured }
      }
    )
})
