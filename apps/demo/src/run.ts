import { Endpoint } from "@xingtu/core/adapter"
import { type Asked, askMany, askOnce } from "./ask.ts"
import { billOf } from "./bill.ts"
import { help } from "./help.ts"
import { chosenLang, type Options, optionsOf } from "./options.ts"
import { tour } from "./parts/index.ts"
import { list, type Say, title } from "./print.ts"
import { search } from "./search.ts"
import { shortlist } from "./shortlist.ts"
import { type Source, sourceOf } from "./source.ts"
import { report } from "./tables.ts"
import { UsageError } from "./UsageError.ts"
import { askedAgain, atMost, counted, nextSteps, spent, words } from "./words.ts"

const asJson = (source: Source, asked: ReadonlyArray<Asked>) =>
  JSON.stringify(
    {
      source: source.sandbox === undefined ? source.baseUrl : "sandbox",
      ...billOf(asked),
      results: asked.flatMap(({ endpoint, outcomes }) =>
        outcomes.map((outcome) => ({ endpoint: endpoint.id, ...outcome }))
      )
    },
    undefined,
    2
  )

/** Whom or what a request is about when nobody said: creators, else the example it has for itself. */
const usualIds = (endpoint: Endpoint.Endpoint, { shortlist }: Source): ReadonlyArray<string> | undefined => {
  const about = Endpoint.idParam(endpoint)
  if (about === undefined) return undefined
  return about === "itemId" ? [endpoint.params[about]?.example ?? ""] : shortlist
}

/** One endpoint, as chosen. */
const one = async (
  { ids, lang, params }: Options,
  endpoint: Endpoint.Endpoint,
  source: Source,
  say: Say
): Promise<ReadonlyArray<Asked>> => {
  const usual = usualIds(endpoint, source)
  const those = usual === undefined ? undefined : (ids ?? usual)
  say(atMost(lang, those?.length ?? 1))
  const asked =
    those === undefined ? await askOnce(source, endpoint, params) : await askMany(source, endpoint, those, params)
  say(
    "",
    title(endpoint.title[lang]),
    report(asked, (id) => id, lang)
  )
  return [asked]
}

const ask = (options: Options, source: Source, say: Say): Promise<ReadonlyArray<Asked>> => {
  const { endpoint, ids = source.shortlist, lang, search: nickname } = options
  if (nickname !== undefined) return search(source, nickname, lang, say)
  return endpoint === undefined ? shortlist(source, ids, lang, say) : one(options, endpoint, source, say)
}

/** What it cost by our own count, by the sandbox's, and what the same costs again. */
const bill = async (options: Options, source: Source, asked: ReadonlyArray<Asked>): Promise<ReadonlyArray<string>> => {
  const { lang } = options
  const { sandbox } = source
  if (sandbox === undefined) return [spent(lang, billOf(asked))]
  const { charged } = sandbox.ledger()
  await ask(options, source, () => {})
  return [spent(lang, billOf(asked)), counted(lang, charged), askedAgain(lang, sandbox.ledger().charged - charged)]
}

const answered = async (options: Options, env: NodeJS.ProcessEnv, print: Say, signal: AbortSignal): Promise<number> => {
  const { endpoint, ids, json, lang, search: nickname } = options
  await using source = await sourceOf(env, lang, signal)
  const { sandbox } = source
  const say: Say = json ? () => {} : print
  // Nothing was chosen, so everything is shown.
  await using shown =
    sandbox === undefined || json || (endpoint ?? ids ?? nickname) !== undefined
      ? undefined
      : tour({ ...source, lang, sandbox })
  say(source.told)
  const asked = await ask(options, source, say)
  if (json) print(asJson(source, asked))
  else say("", title(words.cost[lang]), ...(await bill(options, source, asked)))
  for (const part of shown?.parts ?? []) {
    signal.throwIfAborted()
    say("", title(part.title[lang]))
    say(await part.show())
  }
  if (shown !== undefined) say("", title(words.next[lang]), list(nextSteps(lang)))
  return asked.every(({ outcomes }) => outcomes.every(({ _tag }) => _tag === "Answered")) ? 0 : 1
}

/** What a program ends with that was interrupted. */
const interrupted = 130

/**
 * The demo: prints, and resolves to the exit code. When the signal aborts nothing more is requested, and what is
 * already paid for is waited for.
 */
export const run = async (
  args: ReadonlyArray<string>,
  env: NodeJS.ProcessEnv,
  print: Say,
  complain: Say,
  signal: AbortSignal
): Promise<number> => {
  try {
    const options = optionsOf(args)
    signal.addEventListener("abort", () => complain(words.stopping[options.lang]), { once: true })
    if (!options.help) return await answered(options, env, print, signal)
    print(help(options.lang, options.endpoint))
    return 0
  } catch (error) {
    if (signal.aborted) return interrupted
    if (!(error instanceof UsageError)) throw error
    const lang = chosenLang(args)
    complain(error.words[lang], words.seeHelp[lang])
    return 2
  }
}
