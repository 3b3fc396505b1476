import { Effect, Stream } from "effect"
import { catalogue } from "../catalogue/catalogue.ts"
import { notAList } from "../client/ids.ts"
import type { Outcome } from "../client/many.ts"
import * as Options from "../client/Options.ts"
import { Xingtu } from "../client/Xingtu.ts"
import type * as Endpoint from "../endpoint/Endpoint.ts"
import * as Report from "../report/Report.ts"
import * as Format from "../table/Format.ts"
import type { Lang } from "../util/Words.ts"
import { decisions } from "../watch/promised.ts"
import { layerOf, type Sender } from "./layer.ts"
import { type Asked, ofPromise, type Runner, runner, withoutOwn } from "./runner.ts"
import { thrown } from "./thrown.ts"
import type {
  Heard,
  Left,
  Many,
  Methods,
  Options as ClientOptions,
  PromiseCallOptions,
  XingtuPromise
} from "./types.ts"

const ofCall = { ...Options.ofCall, signal: ofPromise.signal }
const ofMany = { ...Options.ofMany, ...ofPromise }
const ofReport = {
  ...Options.ofCall,
  ...ofPromise,
  concurrency: Options.concurrency,
  endpoints: Options.listOf(Report.all)
}

const listed = <A>(endpoint: string, ids: Iterable<A>): ReadonlyArray<A> => {
  const wrong = notAList(endpoint, ids)
  if (wrong !== undefined) throw thrown(wrong)
  return [...ids]
}

/** One method for each endpoint. */
const methodsOf = ({ run }: Runner) =>
  Object.fromEntries(
    Object.entries(catalogue).map(([id, endpoint]) => [
      id,
      (input: object, call?: PromiseCallOptions) =>
        run(
          { of: id, given: call, checks: ofCall },
          Xingtu.use((xingtu) => xingtu.ask(endpoint, input, withoutOwn(call))),
          call?.signal
        )
    ])
  ) as unknown as Methods // the keys and endpoints are the catalogue's own

/** The methods that take a list of ids. */
const listsOf = ({ check, run }: Runner): Pick<XingtuPromise, "many" | "creatorReport" | "planReport"> => {
  /** One after the other, as they come. */
  const collect = async <A>(
    asked: Asked,
    all: Stream.Stream<A, never, Xingtu>,
    total: number,
    failed: (one: A) => boolean,
    { onProgress, signal }: Heard & Left
  ) => {
    const done: Array<A> = []
    let failures = 0
    const each = Stream.runForEach(all, (one) =>
      Effect.sync(() => {
        done.push(one)
        if (failed(one)) failures++
        onProgress?.({ done: done.length, total, failed: failures })
      })
    )
    await run(asked, each, signal)
    return done
  }
  return {
    many: async <P extends Endpoint.Params, D>(
      endpoint: Endpoint.Endpoint<P, D>,
      ids: Iterable<Endpoint.Id>,
      options: Many<P> = {}
    ) => {
      const asked = { of: endpoint.id, given: options, checks: ofMany }
      check(asked)
      const all = listed(endpoint.id, ids)
      const outcomes = Stream.unwrap(Effect.map(Xingtu, (xingtu) => xingtu.many(endpoint, all, withoutOwn(options))))
      const failed = ({ _tag }: Outcome<D>) => _tag === "Failed"
      return collect(asked, outcomes, all.length, failed, options)
    },
    creatorReport: async (ids, options = {}) => {
      const asked = { of: "creatorReport", given: options, checks: ofReport }
      check(asked)
      const all = listed("creatorReport", ids)
      const failed = (row: Report.Row) => Report.missing(row) !== undefined
      const rows = await collect(asked, Report.rows(all, withoutOwn(options)), all.length, failed, options)
      const table = (lang?: Lang) => Report.table(rows, options, lang)
      return { rows, table, text: (lang) => Format.text(table(lang), lang) }
    },
    planReport: async (ids, options) => {
      const asked = { of: "creatorReport", given: options, checks: ofReport }
      check(asked)
      return run(asked, Report.plan(listed("creatorReport", ids), options))
    }
  }
}

const runners = new WeakMap<XingtuPromise, Runner>()

/** What else runs with a client; undefined where it is none of ours. */
export const runnerOf = (xingtu: XingtuPromise): Runner | undefined => runners.get(xingtu)

/** A client of these options, which sends as its platform does. */
export const client = (options: ClientOptions, sender: Sender): XingtuPromise => {
  const running: Runner = runner(layerOf(options, sender))
  const { close, run, stream } = running
  const made: XingtuPromise = {
    ...methodsOf(running),
    ...listsOf(running),
    ...decisions((of, effect, signal) => run({ of, given: { signal }, checks: ofPromise }, effect, signal)),
    call: (endpoint, input, call) =>
      run(
        { of: endpoint.id, given: call, checks: ofCall },
        Xingtu.use((xingtu) => xingtu.call(endpoint, input, withoutOwn(call))),
        call?.signal
      ),
    pages: (endpoint, input, call) =>
      stream(
        { of: endpoint.id, given: call, checks: ofCall },
        (xingtu) => xingtu.pages(endpoint, input, withoutOwn(call)),
        call?.signal
      ),
    rows: (endpoint, input, call) =>
      stream(
        { of: endpoint.id, given: call, checks: ofCall },
        (xingtu) => xingtu.rows(endpoint, input, withoutOwn(call)),
        call?.signal
      ),
    plan: async (endpoint, ids, options) => {
      const all = listed(endpoint.id, ids)
      return run(
        { of: endpoint.id, given: options, checks: Options.ofPlan },
        Xingtu.use((xingtu) => xingtu.plan(endpoint, all, options))
      )
    },
    quota: (consumer) =>
      run(
        { of: "quota", given: { consumer }, checks: Options.ofPlan },
        Xingtu.use((xingtu) => xingtu.quota(consumer))
      ),
    reopen: () =>
      run(
        { of: "reopen" },
        Xingtu.use((xingtu) => xingtu.reopen)
      ),
    close
  }
  runners.set(made, running)
  return made
}
