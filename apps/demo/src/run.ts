import { catalogue, Endpoint } from "@xingtu/core"
import { type Asked, askMany, askOnce } from "./ask.ts"
import { billOf } from "./bill.ts"
import { help } from "./help.ts"
import { type Options, optionsOf } from "./options.ts"
import { parts } from "./parts/index.ts"
import { title } from "./print.ts"
import { search, searchCalls } from "./search.ts"
import { first, type Names, namesIn } from "./shortlist.ts"
import { type Source, sourceOf } from "./source.ts"
import { report } from "./tables.ts"
import { UsageError } from "./UsageError.ts"
import { atMost, counted, nextSteps, planned, spent, words } from "./words.ts"

/** Where lines go. */
export type Say = (...lines: ReadonlyArray<string>) => void

const asJson = (source: Source, asked: ReadonlyArray<Asked>) =>
  JSON.stringify({
    source: source.sandbox === undefined ? source.baseUrl : "sandbox",
    ...billOf(asked),
    results: asked.flatMap(({ endpoint, outcomes }) => outcomes.map((outcome) => ({ endpoint: endpoint.id, ...outcome })))
  }, undefined, 2)

const noNames: Names = new Map()

/** One endpoint, as asked for. */
const one = async ({ ids, lang, params }: Options, endpoint: Endpoint.Endpoint, source: Source, say: Say): Promise<ReadonlyArray<Asked>> => {
  const those = Endpoint.idParam(endpoint) === undefined ? undefined : ids ?? source.shortlist
  say(those === undefined ? atMost(lang, 1) : planned(lang, those.length, 1))
  const asked = those === undefined ? await askOnce(source.xingtu, endpoint, params) : await askMany(source.xingtu, endpoint, those, params)
  say("", title(endpoint.title[lang]), report(asked, noNames, lang))
  return [asked]
}

/** The profile, then what a buyer asks first, of each creator. */
const shortlist = async ({ ids, lang }: Options, source: Source, say: Say): Promise<ReadonlyArray<Asked>> => {
  const those = ids ?? source.shortlist
  say(planned(lang, those.length, first.length + 1))
  const profile = await askMany(source.xingtu, catalogue.creatorProfile, those)
  const names = namesIn(profile)
  const show = (asked: Asked) => say("", title(asked.endpoint.title[lang]), report(asked, names, lang))
  show(profile)
  const all: Array<Asked> = [profile]
  for (const endpoint of first) {
    const asked = await askMany(source.xingtu, endpoint, those)
    show(asked)
    all.push(asked)
  }
  return all
}

const ask = async (options: Options, source: Source, say: Say): Promise<ReadonlyArray<Asked>> => {
  const { endpoint, lang, search: nickname } = options
  if (nickname === undefined) return endpoint === undefined ? shortlist(options, source, say) : one(options, endpoint, source, say)
  say(atMost(lang, searchCalls))
  return search(source.xingtu, nickname, lang, say)
}

const answered = async (options: Options, env: NodeJS.ProcessEnv, print: Say): Promise<number> => {
  const { endpoint, json, lang, search: nickname } = options
  await using source = await sourceOf(env, lang)
  const say: Say = json ? () => {} : print
  say(source.sandbox === undefined ? `${words.fromApi[lang]} ${source.baseUrl}` : words.fromSandbox[lang])
  const asked = await ask(options, source, say)
  if (json) print(asJson(source, asked))
  const ledger = source.sandbox?.ledger()
  say("", title(words.cost[lang]), spent(lang, billOf(asked)), ...(ledger === undefined ? [] : [counted(lang, ledger.charged)]))
  if (endpoint === undefined && nickname === undefined && !json) {
    for (const part of parts) say("", title(part.title[lang]), await part.show({ asked, lang, source }))
    say("", title(words.next[lang]), ...nextSteps.map((step) => step[lang]))
  }
  return asked.every(({ outcomes }) => outcomes.every(({ _tag }) => _tag === "Answered")) ? 0 : 1
}

/** The demo: prints, and resolves to the exit code. */
export const run = async (args: ReadonlyArray<string>, env: NodeJS.ProcessEnv, print: Say, complain: Say): Promise<number> => {
  try {
    const options = optionsOf(args)
    if (!options.help) return await answered(options, env, print)
    print(help(options.lang))
    return 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    complain(error.message, "npm start -- --help lists the options.")
    return 2
  }
}
