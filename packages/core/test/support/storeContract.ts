import { Data, Effect } from "effect"
import type { Committed, Driver, StoreFailure } from "../../src/store/Store.ts"

/** A store does not keep what `Store.Driver` promises. */
export class Broken extends Data.TaggedError("Broken")<{ readonly message: string }> {}

export interface Case {
  readonly name: string
  /** Uses keys and groups that start with `name`, so that cases do not meet. */
  readonly check: (store: Driver, name: string) => Effect.Effect<void, Broken | StoreFailure>
}

const hour = 3_600_000

const same = (found: unknown, expected: unknown, what: string): Effect.Effect<void, Broken> => {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)]
  return a === b ? Effect.void : Effect.fail(new Broken({ message: `${what}: ${a} instead of ${b}` }))
}

const tags = (all: ReadonlyArray<Committed>, tag: Committed["_tag"]) => all.filter(({ _tag }) => _tag === tag).length

/** What every store must do, whatever it is made of. Runs without a test framework, so also inside Apps Script. */
export const storeContract: ReadonlyArray<Case> = [
  {
    name: "keeps texts and gives them back in order, absent ones too",
    check: (store, name) =>
      Effect.gen(function* () {
        const text = '{"n":"人设"}\n第二行 \'quotes\' \\ \u0001 🙂'
        yield* store.commit({
          put: [
            { key: `${name}a`, value: text, ttlMs: hour },
            { key: `${name}b`, value: "", ttlMs: hour }
          ]
        })
        const found = yield* store.get([`${name}b`, `${name}none`, `${name}a`])
        yield* same(
          found.map((value) => value ?? null),
          ["", null, text],
          "texts"
        )
        yield* same(yield* store.get([]), [], "no keys")
      })
  },
  {
    name: "removes a text",
    check: (store, name) =>
      Effect.gen(function* () {
        yield* store.commit({ put: [{ key: `${name}a`, value: "x", ttlMs: hour }] })
        yield* store.commit({ put: [{ key: `${name}a`, value: undefined, ttlMs: 0 }] })
        yield* same((yield* store.get([`${name}a`]))[0] ?? null, null, "removed")
      })
  },
  {
    name: "changes nothing when a condition does not hold",
    check: (store, name) =>
      Effect.gen(function* () {
        const claim = (owner: string, is: string | undefined) =>
          store.commit({
            when: [{ key: `${name}a`, is }],
            put: [{ key: `${name}a`, value: owner, ttlMs: hour }],
            add: [{ group: `${name}g`, name: "claims", by: 1, ttlMs: hour }]
          })
        yield* same((yield* claim("first", undefined))._tag, "Done", "first claim")
        yield* same((yield* claim("second", undefined))._tag, "Changed", "second claim")
        yield* same((yield* claim("third", "wrong"))._tag, "Changed", "wrong expectation")
        yield* same((yield* claim("fourth", "first"))._tag, "Done", "right expectation")
        yield* same((yield* store.get([`${name}a`]))[0], "fourth", "text")
        yield* same(yield* store.counts(`${name}g`), { claims: 2 }, "counts")
      })
  },
  {
    name: "adds all counts or none when one would pass its limit",
    check: (store, name) =>
      Effect.gen(function* () {
        const spend = (limit: number) =>
          store.commit({
            put: [{ key: `${name}a`, value: String(limit), ttlMs: hour }],
            add: [
              { group: `${name}g`, name: "all", by: 1, ttlMs: hour },
              { group: `${name}g`, name: "部门/a b", by: 2, limit, ttlMs: hour }
            ]
          })
        yield* same(yield* spend(5), { _tag: "Done", sums: [1, 2] }, "first")
        yield* same(yield* spend(5), { _tag: "Done", sums: [2, 4] }, "second")
        yield* same(yield* spend(5.5), { _tag: "Over", name: "部门/a b" }, "third")
        yield* same((yield* store.get([`${name}a`]))[0], "5", "text")
        yield* store.commit({ add: [{ group: `${name}g`, name: "all", by: -2, ttlMs: hour }] })
        const counts = yield* store.counts(`${name}g`)
        yield* same([counts["all"], counts["部门/a b"]], [0, 4], "counts")
        yield* same(yield* store.counts(`${name}other`), {}, "another group")
      })
  },
  {
    name: "lets exactly as many through as the limit, however many ask",
    check: (store, name) =>
      Effect.gen(function* () {
        const one = store.commit({ add: [{ group: `${name}g`, name: "spent", by: 1, limit: 20, ttlMs: hour }] })
        const all = yield* Effect.all(
          Array.from({ length: 60 }, () => one),
          { concurrency: "unbounded" }
        )
        yield* same([tags(all, "Done"), tags(all, "Over")], [20, 40], "let through, refused")
      })
  },
  {
    name: "counts the texts of a folder",
    check: (store, name) =>
      Effect.gen(function* () {
        yield* store.commit({
          put: ["answer/x/1", "answer/x/2/3", "answer/x/4", "answer/y/1", "answer/*/1"].map((key) => ({
            key: name + key,
            value: "v",
            ttlMs: hour
          }))
        })
        yield* store.commit({
          put: [
            { key: `${name}answer/x/1`, value: "replaced", ttlMs: hour },
            { key: `${name}answer/x/4`, value: undefined, ttlMs: 0 }
          ]
        })
        yield* same(yield* store.size(`${name}answer/x/`), 2, "size")
        yield* same(yield* store.size(`${name}answer/*/`), 1, "a star is a star")
        yield* same(yield* store.size(`${name}answer/z/`), 0, "an empty folder")
      })
  }
]

/** What a store must do as well whose reply may get lost on its way. */
export const lostReplyContract: ReadonlyArray<Case> = [
  {
    name: "a change with an id happens once, however often it is sent",
    check: (store, name) =>
      Effect.gen(function* () {
        const paid = (id: string) =>
          store.commit({
            id: name + id,
            put: [{ key: `${name}a`, value: "x", ttlMs: hour }],
            add: [{ group: `${name}g`, name: "n", by: 1, ttlMs: hour }]
          })
        yield* same(yield* paid("1"), { _tag: "Done", sums: [1] }, "first")
        yield* same(yield* paid("2"), { _tag: "Done", sums: [2] }, "another")
        yield* same((yield* paid("2"))._tag, "Done", "repeated")
        yield* same(yield* store.counts(`${name}g`), { n: 2 }, "counts")
      })
  }
]
