import { Effect } from "effect"
import { calling, type ReplyContext, type SlackRefused } from "../slack/show.ts"
import * as Lists from "../state/Lists.ts"
import * as People from "../state/People.ts"
import * as Recent from "../state/Recent.ts"
import * as Watches from "../state/Watches.ts"
import * as HomeView from "../home/Home.ts"
import { quotas } from "./quotas.ts"
import type { Services } from "./services.ts"

/** What the store cannot tell now is left out of the page. */
const orNothing = <A, E, R>(effect: Effect.Effect<ReadonlyArray<A>, E, R>): Effect.Effect<ReadonlyArray<A>, never, R> =>
  Effect.catch(effect, () => Effect.succeed<ReadonlyArray<A>>([]))

/** Shows a person their page in the bot's home. Nothing is requested and nothing is paid for. */
export const publish = (reply: ReplyContext): Effect.Effect<void, SlackRefused, Services> =>
  Effect.gen(function* () {
    const watches = yield* orNothing(Watches.of(reply.team))
    const shown: HomeView.Shown = {
      quota: yield* quotas(reply),
      lists: yield* orNothing(Lists.all(reply)),
      watches: watches.filter(({ user }) => user === reply.user),
      recent: yield* orNothing(Recent.all(reply)),
      choice: yield* People.chosen(reply.team, reply.user)
    }
    const view = HomeView.of(shown, reply.user, shown.choice.language ?? reply.lang)
    yield* calling(() => reply.client.views.publish({ user_id: reply.user, view }))
  })

/** Keeps a choice that was made in the home, and shows it there. */
export const choose = (
  reply: ReplyContext,
  words: ReadonlyArray<string>
): Effect.Effect<void, SlackRefused, Services> =>
  Effect.gen(function* () {
    const changes = People.changesIn(words).flatMap(({ change }) => (change === undefined ? [] : [change]))
    yield* Effect.ignore(People.choose(reply.team, reply.user, Object.assign({}, ...changes)))
    yield* publish(reply)
  })
