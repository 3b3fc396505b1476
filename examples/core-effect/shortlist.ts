// Finds creators by name and compares what reaching people costs: node shortlist.ts <words>
import { catalogue, Format, Xingtu } from "@xingtu/core"
import { layerConfig } from "@xingtu/core/node"
import { Console, Effect, Stream } from "effect"

const yuan = (amount: number | undefined) => Format.cell(amount, "yuan", "en")

const program = Effect.gen(function* () {
  const xingtu = yield* Xingtu
  const found = yield* xingtu.call(catalogue.creatorSearch, { keyword: process.argv[2] ?? "" })
  const ids = (found.data.authors ?? []).flatMap(({ star_id }) => star_id ?? []).slice(0, 3)

  // One outcome per id, in the order of the ids, each as soon as it is there.
  yield* xingtu
    .many(catalogue.spreadMetrics, ids)
    .pipe(
      Stream.runForEach((outcome) =>
        outcome._tag === "Answered"
          ? Console.log(
              `${outcome.id}: CPM ${yuan(outcome.answer.data.expect_cpm?.cpm_21_60)}, CPE ${yuan(outcome.answer.data.expect_cpe?.cpe_21_60)}`
            )
          : Console.log(`${outcome.id}: ${outcome.failure.message}`)
      )
    )
}).pipe(
  // Every way a call can fail is in its type; the compiler knows which ones are left.
  Effect.catchTags({
    InvalidToken: ({ message }) => Console.error(`Set JUSTONEAPI_TOKEN. ${message}`),
    InsufficientBalance: ({ message }) => Console.error(`Top up first. ${message}`)
  })
)

// Token, address and store come from the environment.
await Effect.runPromise(Effect.provide(program, layerConfig({ dailyBudget: 200 })))
