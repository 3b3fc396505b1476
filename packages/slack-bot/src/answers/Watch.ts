import { catalogue, type Words, Xingtu } from "@xingtu/core"
import { Clock, Effect } from "effect"
import { createHash } from "node:crypto"
import { type Deed, print, type Watching, type WatchSpec, type WatchTyped } from "../commands/index.ts"
import { calling, type ReplyContext, show, type SlackRefused } from "../slack/show.ts"
import * as Lists from "../state/Lists.ts"
import * as People from "../state/People.ts"
import type { Watch as Kept } from "../state/Watch.ts"
import * as Watches from "../state/Watches.ts"
import { consumers } from "../util/consumers.ts"
import { inMonth, momentIn, next } from "../util/schedule.ts"
import { watching as say } from "../util/watching.ts"
import { say as general } from "../util/words.ts"
import * as Notice from "../views/Notice.ts"
import * as View from "../views/Watch.ts"
import { callsEach } from "./look.ts"
import type { Services } from "./services.ts"

type Answering = Effect.Effect<void, SlackRefused, Services>

const words = (reply: ReplyContext, told: Words): Answering => show(reply, Notice.words(told, reply.lang))

/** What one run costs: each creator again. Looks nothing up. */
const runCost = (watch: Pick<Kept, "ids" | "kind" | "watch">): Effect.Effect<number, never, Xingtu> =>
  Effect.map(callsEach(watch), (each) => each * watch.ids.length)

/** The names that are known without paying. */
const knownNames = (ids: ReadonlyArray<string>): Effect.Effect<Readonly<Record<string, string>>, never, Xingtu> =>
  Xingtu.use((xingtu) =>
    Effect.map(
      Effect.forEach(
        ids,
        (id) =>
          Effect.map(xingtu.stored(catalogue.creatorProfile, { oAuthorId: id }), (answer) => {
            const data = answer?.data
            return typeof data === "object" &&
              data !== null &&
              "nick_name" in data &&
              typeof data.nick_name === "string"
              ? [[id, data.nick_name] as const]
              : []
          }),
        { concurrency: 16 }
      ),
      (found) => Object.fromEntries(found.flat())
    )
  )

/** A watch by itself: whoever starts the same one twice has it once. */
const idOf = (reply: ReplyContext, spec: WatchSpec): string =>
  createHash("sha256")
    .update([reply.team, reply.user, print({ _tag: "Watch", spec })].join("\n"))
    .digest("hex")
    .slice(0, 10)

/** In a direct message "here" is the person. */
const destinationOf = (reply: ReplyContext, { to }: WatchSpec): string =>
  to === "me" || (to === "here" && reply.channel.startsWith("D")) ? reply.user : to === "here" ? reply.channel : to

/** The creators of a list, in place of its name. */
const withIds = (reply: ReplyContext, spec: WatchSpec): Effect.Effect<WatchSpec | Words, never, Services> =>
  spec.ids.length > 0 || spec.list === undefined
    ? Effect.succeed(spec)
    : Lists.find(reply, spec.list).pipe(
        Effect.map((ids): WatchSpec | Words =>
          ids === undefined
            ? spec.list === "last"
              ? say.noLast
              : say.noList(spec.list ?? "")
            : { ...spec, ids: [...ids] }
        ),
        Effect.catch(() => Effect.succeed(general.storeAway))
      )

/** Tells the channel that it will hear of it, and finds out whether it can. The channel's id. */
const announce = (reply: ReplyContext, to: string, watch: Kept): Effect.Effect<string, SlackRefused> => {
  if (to === reply.user) return Effect.succeed(to)
  const { blocks, text } = View.announced(reply.user, View.nameOf(watch, reply.lang), watch.schedule, reply.lang)
  return Effect.map(
    calling(() => reply.client.chat.postMessage({ channel: to, text, blocks: [...blocks], unfurl_links: false })),
    ({ channel }) => channel ?? to
  )
}

const start = (reply: ReplyContext, spec: WatchSpec, zone: string, calls: number): Answering =>
  Effect.gen(function* () {
    const id = idOf(reply, spec)
    const to = destinationOf(reply, spec)
    const due = next(spec.schedule, zone, yield* Clock.currentTimeMillis)
    const { ids, kind, list, schedule, thresholds, watch } = spec
    const fresh: Kept = {
      id,
      team: reply.team,
      user: reply.user,
      channel: reply.channel,
      lang: reply.lang,
      kind,
      ...(list === undefined || list === "last" ? {} : { list }),
      ids,
      gone: [],
      names: yield* knownNames(ids),
      watch,
      thresholds,
      schedule,
      zone,
      to,
      state: "on",
      due,
      refused: 0
    }
    const before = yield* Watches.get(reply.team, id)
    if (before !== undefined) return yield* show(reply, View.started(before, calls, reply.lang, "known"))
    const place = spec.to === "here" ? say.here[reply.lang] : spec.to
    const channel = yield* announce(reply, to, fresh).pipe(
      Effect.catch(({ reason }) =>
        // The plan stays, with its button, for when the bot was invited.
        Effect.as(words({ ...reply, replaces: false }, say.refusedAtStart(place, reason)), undefined)
      )
    )
    if (channel === undefined) return
    const kept = { ...fresh, to: channel }
    const added = yield* Watches.add(kept)
    return yield* added === "full"
      ? words(reply, say.full(Watches.atMost))
      : show(reply, View.started(kept, calls, reply.lang, added === "added" ? "new" : "known"))
  }).pipe(Effect.catchTag("StoreFailure", () => words(reply, general.storeAway)))

/** First the plan; with its button, the start. */
const watch = (reply: ReplyContext, typed: WatchSpec): Answering =>
  Effect.gen(function* () {
    const spec = yield* withIds(reply, typed)
    if ("en" in spec) return yield* words(reply, spec)
    const zone = spec.zone ?? (yield* People.zone(reply.client, reply.user))
    const calls = yield* runCost(spec)
    if (reply.agreed !== undefined && calls <= reply.agreed) return yield* start(reply, { ...spec, zone }, zone, calls)
    const known = yield* knownNames(spec.ids)
    const plan: View.Plan = {
      calls,
      month: Math.round(calls * inMonth(spec.schedule)),
      known,
      left: yield* Xingtu.use((xingtu) => xingtu.left(consumers.of(reply))),
      next: next(spec.schedule, zone, yield* Clock.currentTimeMillis),
      zone
    }
    yield* show(reply, View.plan({ ...spec, zone }, plan, reply.lang))
  })

const list = (reply: ReplyContext, page: number): Answering =>
  Effect.gen(function* () {
    const all = yield* Watches.of(reply.team)
    const mine = all
      .filter(({ to, user }) => user === reply.user || to === reply.channel)
      .toSorted((a, b) => a.due - b.due || a.id.localeCompare(b.id))
    const listed = yield* Effect.forEach(mine, (one) =>
      Effect.map(runCost(alive(one)), (calls) => ({ watch: one, calls }))
    )
    yield* show(reply, View.list(listed, page, reply.user, reply.lang))
  }).pipe(Effect.catchTag("StoreFailure", () => words(reply, general.storeAway)))

/** Without the creators that are no longer found, which are not looked up. */
const alive = (one: Kept): Kept => ({ ...one, ids: one.ids.filter((id) => !one.gone.includes(id)) })

const resumed =
  (now: number) =>
  (one: Kept): Kept => {
    const { why: _, ...rest } = one
    return { ...rest, state: "on", refused: 0, due: next(one.schedule, one.zone, now) }
  }

/** Whoever has one need not say which. */
const onlyOne = (reply: ReplyContext) =>
  Effect.map(Watches.of(reply.team), (all) => {
    const [first, ...others] = all.filter(({ user }) => user === reply.user)
    return others.length === 0 ? first : undefined
  })

const deed = (reply: ReplyContext, what: Deed, typed: string): Answering =>
  Effect.gen(function* () {
    const one = yield* typed === "" ? onlyOne(reply) : Watches.get(reply.team, typed)
    if (one === undefined || (one.user !== reply.user && one.to !== reply.channel))
      return yield* words(reply, say.unknown(typed))
    const { id } = one
    const name = View.nameOf(one, reply.lang)
    const told = (words: Words) => show(reply, View.told(words[reply.lang], reply.lang))
    if ((what === "resume" || what === "run") && one.user !== reply.user) return yield* words(reply, say.notYours)
    const now = yield* Clock.currentTimeMillis
    switch (what) {
      case "pause": {
        const after = yield* Watches.update(reply.team, id, (found) => ({ ...found, state: "paused" }))
        return yield* show(reply, View.told(say.did.pause(name)[reply.lang], reply.lang, after ?? one))
      }
      case "stop":
        yield* Watches.update(reply.team, id, () => undefined)
        return yield* told(say.did.stop(name))
      case "resume": {
        const after = yield* Watches.update(reply.team, id, resumed(now))
        return yield* told(
          after === undefined ? say.unknown(id) : say.did.resume(name, momentIn(after.due, after.zone))
        )
      }
      case "run": {
        if (one.state === "paused") return yield* told(say.resumeFirst(name))
        const calls = yield* runCost(alive(one))
        if (calls > (reply.agreed ?? reply.mayPay)) return yield* show(reply, View.runCosts(one, calls, reply.lang))
        yield* Watches.update(reply.team, id, (found) => ({ ...found, due: Math.min(found.due, now), asked: true }))
        return yield* told(say.running(name))
      }
    }
  }).pipe(Effect.catchTag("StoreFailure", () => words(reply, general.storeAway)))

/** Whatever somebody wants of watches and scheduled reports. */
export const handle = (reply: ReplyContext, command: WatchTyped | Watching): Answering => {
  switch (command._tag) {
    case "Watch":
      return watch(reply, command.spec)
    case "WatchUnclear":
      return show(reply, View.unclear(command.kind, command.problems, reply.lang))
    case "Watching":
      return list(reply, command.page)
    case "WatchDropped":
      return words(reply, say.dropped)
    case "WatchDeed":
      return deed(reply, command.deed, command.id)
  }
}
