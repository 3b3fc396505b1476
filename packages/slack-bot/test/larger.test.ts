import { Store, Transport, type Words, Xingtu } from "@xingtu/core/adapter"
import { Effect, Layer, Logger } from "effect"
import { expect, test } from "vitest"
import { Warn } from "@xingtu/core"
import * as Presentation from "../src/answers/Presentation.ts"
import * as Command from "../src/commands/index.ts"
import { asText } from "../src/slack/show.ts"
import * as Stores from "../src/store/Stores.ts"
import * as Notice from "../src/views/Notice.ts"

const ids = Array.from({ length: 10 }, (_, n) => String(6_955_721_930_401_000_000n + BigInt(n)))

const silent = Layer.succeed(Transport.Transport, {
  account: "account",
  baseUrl: "http://127.0.0.1",
  get: () => Effect.die("a price asks nothing")
})

/** What a command would cost where this many results have room. */
const priceOf = (text: string, room: number) =>
  Effect.runPromise(
    Presentation.price(Command.parse(text)).pipe(
      Effect.provide(Xingtu.layer().pipe(Layer.provide([silent, Layer.succeed(Store.Store, Store.memory(room))])))
    )
  )

test.each([`compare ${ids.join(" ")}`, `shortlist ${ids.join(" ")}`, `plan 200000 ${ids.join(" ")}`])(
  "%s: that a run is larger than the store is told before it is paid for, in both languages",
  async (text) => {
    expect((await priceOf(text, 1_000)).warning).toBeUndefined()
    const price = await priceOf(text, 15)
    expect(price).toMatchObject({
      warning: { en: expect.stringContaining("larger than the store"), zh: expect.stringContaining("超出存储上限") }
    })
    const command = Command.parse(text)
    for (const lang of ["en", "zh"] as const) {
      const told = price.warning?.[lang] ?? "nothing"
      expect(asText(Notice.consent(command, price, undefined, [], lang))).toContain(told)
      expect(asText(Notice.asked(command, price, "1", lang))).toContain(told)
    }
  }
)

test("the bot's memory warns before it drops what was paid for", async () => {
  const warnings: Array<Words> = []
  await Effect.runPromise(
    Effect.gen(function* () {
      const store = yield* Store.Store
      for (let n = 0; n < 10_000; n++)
        yield* store.commit({ put: [{ key: `answer/x/${n}`, value: "y".repeat(500), ttlMs: 60_000 }] })
    }).pipe(
      Effect.provide(Stores.layer({ file: "memory" })),
      Effect.provideService(Warn, (warning) => Effect.sync(() => void warnings.push(warning))),
      Effect.provide(Logger.layer([]))
    )
  )
  expect(warnings).toMatchObject([{ en: expect.stringContaining("nearly full") }])
})
