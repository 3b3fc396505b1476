// One client per credential for all nodes and executions of this process: what one has paid for, no other pays again.
import { Store, Transport, type Words, Xingtu } from "@xingtu/core/adapter"
import { Cause, Effect, Exit, Result } from "effect"
import { NodeOperationError } from "n8n-workflow"
import { type Account, accountOf, credentialType } from "./account.ts"
import { Current, type Host, transport } from "./host.ts"
import { latest } from "./latest.ts"

/** Whoever runs n8n reads it in its log, and whoever runs the workflow beside the items. */
const tell = (warning: Words): Effect.Effect<void> =>
  Effect.flatMap(Current, (current) =>
    Effect.sync(() => {
      current?.host.logger.warn(`Xingtu: ${warning.en}`)
      current?.hear?.(warning)
    })
  )

/** n8n gives its nodes no place for answers. */
const advice: Words = {
  en: "Save the results in a data table or a sheet, and request only what is not there yet.",
  zh: "请将结果保存到数据表或表格，仅查询其中没有的内容。"
}

const store = Store.memory({ tell, advice })

/** A warning if so many new results do not fit beside those that were cached before. */
export const overflow = (paid: number, cached: number): Words | undefined => {
  const { holds } = store
  return paid > 0 && holds !== undefined && paid + cached > holds.count
    ? Store.tooMany(paid, cached, holds.count, holds.advice)
    : undefined
}

/** A credential that was changed leaves its old client behind. */
const clients = latest<Promise<Xingtu["Service"]>>(50)

/** Where the calls of an account went last. */
const addresses = new Map<string, string>()

/** What closed the way at another address says nothing of this one. */
const reopenElsewhere = (account: Account) => (client: Xingtu["Service"]) => {
  const before = addresses.get(account.id)
  addresses.set(account.id, account.baseUrl)
  return before === undefined || before === account.baseUrl ? Effect.void : client.reopen
}

const clientOf = (account: Account): Promise<Xingtu["Service"]> =>
  clients(JSON.stringify([account.id, account.baseUrl, account.settings]), () =>
    Effect.runPromise(
      Xingtu.make(account.settings).pipe(
        Effect.tap(reopenElsewhere(account)),
        Effect.provideService(Transport.Transport, transport(account)),
        Effect.provideService(Store.Store, store)
      )
    )
  )

/** The account of the node's credential. */
export const accountIn = async (host: Host): Promise<Account> => {
  const account = accountOf(await host.getCredentials(credentialType))
  if (Result.isFailure(account)) throw new NodeOperationError(host.getNode(), account.failure)
  return account.success
}

/** What a run does beside its requests. */
export interface RunOptions {
  /** Ends the run. */
  readonly signal?: AbortSignal | undefined
  /** Goes around the client of this run. */
  readonly around?: (client: Xingtu["Service"]) => Xingtu["Service"]
  readonly hear?: (warning: Words) => void
}

/** Runs a program with the client of the node's credential; the execution's own signal interrupts it. */
export const runWith = async <A>(
  host: Host,
  program: Effect.Effect<A, never, Xingtu | Transport.Transport>,
  { around = (client) => client, hear, signal }: RunOptions = {}
): Promise<A> => {
  const account = await accountIn(host)
  const client = await clientOf(account)
  const exit = await Effect.runPromiseExit(
    program.pipe(
      Effect.provideService(Xingtu, around(client)),
      Effect.provideService(Transport.Transport, transport(account)),
      Effect.provideService(Current, { host, token: account.token, hear })
    ),
    signal === undefined ? {} : { signal }
  )
  if (Exit.isSuccess(exit)) return exit.value
  // n8n knows a run that a person ended by this word.
  throw signal?.aborted === true
    ? new NodeOperationError(host.getNode(), "The execution was canceled", {
        description:
          "No more requests are sent. Requests already sent may have been charged; their results are cached if they arrive."
      })
    : new NodeOperationError(host.getNode(), String(Cause.squash(exit.cause)))
}
