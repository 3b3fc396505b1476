import type { Installation, InstallationQuery, InstallationStore } from "@slack/bolt"
import type { Store } from "@xingtu/core"
import { Data, Effect, type Redacted } from "effect"
import { keys, ttl } from "./keys.ts"
import * as Secret from "./Secret.ts"

type Query = InstallationQuery<boolean>

/** A grid installs once for all its workspaces. */
const ownerOf = ({ isEnterpriseInstall, enterpriseId, teamId }: Query): string =>
  (isEnterpriseInstall ? enterpriseId : teamId) ?? "nobody"

/** Nobody installed the app there, or nobody may; the listener says how to. */
class NotInstalled extends Data.TaggedError("NotInstalled")<{ readonly message: string }> {}

const notInstalled = (owner: string) => new NotInstalled({ message: `The app is not installed in ${owner}.` })
const notAllowed = (owner: string) =>
  new NotInstalled({ message: `${owner} is not among the workspaces that may install the app.` })

/** Where installations are kept: bot tokens, sealed with a key that is not in the store. Whoever is not allowed is not installed. */
export const make = (
  store: Store.Driver,
  key: Redacted.Redacted<Buffer>,
  allowed?: ReadonlyArray<string>
): InstallationStore => {
  const mayInstall = (owner: string): boolean => allowed === undefined || allowed.includes(owner)
  const put = (owner: string, value: string | undefined) =>
    Effect.runPromise(
      Effect.asVoid(
        store.commit({ put: [{ key: keys.installation(owner), value, ttlMs: value === undefined ? 0 : ttl.always }] })
      )
    )
  return {
    storeInstallation: async (installation) => {
      const owner = ownerOf({
        isEnterpriseInstall: installation.isEnterpriseInstall === true,
        enterpriseId: installation.enterprise?.id,
        teamId: installation.team?.id
      })
      if (!mayInstall(owner)) throw notAllowed(owner)
      await put(owner, Secret.seal(key, owner, JSON.stringify(installation)))
    },
    fetchInstallation: async (query) => {
      const owner = ownerOf(query)
      const [sealed] = await Effect.runPromise(store.get([keys.installation(owner)]))
      if (sealed === undefined || !mayInstall(owner)) throw notInstalled(owner)
      return JSON.parse(Secret.open(key, owner, sealed)) as Installation<"v1" | "v2", never> // what storeInstallation was given
    },
    deleteInstallation: (query) => put(ownerOf(query), undefined)
  }
}
