import type { Installation, InstallationQuery, InstallationStore } from "@slack/bolt"
import type { Store } from "@xingtu/core"
import { Clock, Data, Effect } from "effect"
import { keys, ttl } from "./keys.ts"
import * as Secret from "./Secret.ts"

type Query = InstallationQuery<boolean>

/** An organisation installs once for all its workspaces. */
const ownerOf = ({ enterpriseId, isEnterpriseInstall, teamId }: Query): string =>
  (isEnterpriseInstall ? enterpriseId : teamId) ?? "nobody"

/** A sealed installation that does not open: another key, another owner, or changed bytes. */
class Unreadable extends Data.TaggedError("Unreadable")<{ readonly message: string }> {}

const unreadable = (owner: string) =>
  new Unreadable({
    message: `The installation of ${owner} cannot be decrypted with this key. Add the earlier key after a comma, or install the app there again.`
  })

/** Nobody installed the app there, or nobody may; the listener says how to. */
class NotInstalled extends Data.TaggedError("NotInstalled")<{ readonly message: string }> {}

const notInstalled = (owner: string) => new NotInstalled({ message: `The app is not installed in ${owner}.` })
const notAllowed = (owner: string) =>
  new NotInstalled({
    message: owner.startsWith("E")
      ? `The organisation ${owner} is not allowed to install the app: add it to XINGTU_WORKSPACES, or install the app in one of its workspaces.`
      : `${owner} is not allowed to install the app; add it to XINGTU_WORKSPACES.`
  })

type Installed = Installation<"v1" | "v2", boolean>

/** When it was installed, epoch milliseconds; unknown of those from before this was written down. */
interface Kept {
  readonly installedAt?: number
}

/** Where installations are kept, and what bolt does not ask. */
export interface Installations {
  readonly store: InstallationStore
  /** The bot token of a workspace, its own or its organisation's. */
  readonly tokenOf: (team: string) => Promise<string | undefined>
  /**
   * Forgets an installation unless it is newer than its removal, epoch milliseconds. True when nothing is left of it.
   */
  readonly remove: (owner: string, removedAt: number) => Promise<boolean>
}

/** Bot tokens, sealed with a key that is not in the store. Whoever is not allowed is not installed. */
export const make = (store: Store.Driver, sealing: Secret.Keys, allowed?: ReadonlyArray<string>): Installations => {
  const mayInstall = (owner: string): boolean => allowed === undefined || allowed.includes(owner)
  const put = (owner: string, value: string | undefined) =>
    store.commit({ put: [{ key: keys.installation(owner), value, ttlMs: value === undefined ? 0 : ttl.always }] })
  const sealed = (owner: string, installed: object) => Secret.seal(sealing[0], owner, JSON.stringify(installed))

  /** As it was stored. What an older key sealed is sealed again, so that the old one can go. */
  const read = (owner: string): Effect.Effect<(Installed & Kept) | undefined, Store.StoreFailure | Unreadable> =>
    Effect.gen(function* () {
      const key = keys.installation(owner)
      const [text] = yield* store.get([key])
      if (text === undefined) return undefined
      const opened = Secret.open(sealing, owner, text)
      if (opened === undefined) return yield* unreadable(owner)
      const installed = JSON.parse(opened.text) as Installed & Kept // what storeInstallation was given
      if (opened.old)
        yield* Effect.ignore(
          store.commit({
            when: [{ key, is: text }],
            put: [{ key, value: sealed(owner, installed), ttlMs: ttl.always }]
          })
        )
      return installed
    })

  const found = (owner: string) =>
    Effect.runPromise(read(owner)).then((installed) => {
      if (installed === undefined || !mayInstall(owner)) throw notInstalled(owner)
      return installed
    })

  /** Workspaces known to belong to an organisation, by this process. */
  const known = new Map<string, string>()
  const join = async (team: string, organisation: string) => {
    if (known.get(team) === organisation) return
    await Effect.runPromise(
      store.commit({ put: [{ key: keys.organisation(team), value: organisation, ttlMs: ttl.always }] })
    )
    known.set(team, organisation)
  }

  return {
    store: {
      storeInstallation: async (installation) => {
        const owner = ownerOf({
          isEnterpriseInstall: installation.isEnterpriseInstall === true,
          enterpriseId: installation.enterprise?.id,
          teamId: installation.team?.id
        })
        if (!mayInstall(owner)) throw notAllowed(owner)
        await Effect.runPromise(
          Effect.flatMap(Clock.currentTimeMillis, (installedAt) =>
            put(owner, sealed(owner, { ...installation, installedAt }))
          )
        )
      },
      fetchInstallation: async (query) => {
        const installed = await found(ownerOf(query))
        if (query.isEnterpriseInstall && query.teamId !== undefined && query.enterpriseId !== undefined)
          await join(query.teamId, query.enterpriseId)
        return installed as Installation<"v1" | "v2", never> // bolt's own shape, for either kind of installation
      },
      deleteInstallation: async (query) => {
        await Effect.runPromise(put(ownerOf(query), undefined))
      }
    },
    tokenOf: async (team) => {
      const [organisation] = await Effect.runPromise(store.get([keys.organisation(team)]))
      const own = await Effect.runPromise(read(team))
      return (own ?? (organisation === undefined ? await found(team) : await found(organisation))).bot?.token
    },
    remove: (owner, removedAt) =>
      Effect.runPromise(
        Effect.gen(function* () {
          // What cannot be read is no newer installation.
          const installed = yield* Effect.catchTag(read(owner), "Unreadable", () => Effect.succeed(undefined))
          if ((installed?.installedAt ?? 0) > removedAt) return false
          yield* put(owner, undefined)
          return true
        })
      )
  }
}
