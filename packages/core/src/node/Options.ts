import { parseArgs, type ParseArgsConfig } from "node:util"
import { nearest } from "../util/nearest.ts"
import { didYouMean } from "../util/Words.ts"

/** What people type after the name of a program of this project, read in one way and refused in one sentence. */

/** An option or variable that is invalid; the message says why. */
export class WrongOption extends Error {}

/** Names one of these where it was probably meant. */
export const guess = (typed: string, known: Iterable<string>): string => didYouMean(nearest(typed, known)).en

/** Options as Node reads them; throws a `WrongOption`. */
export const parseOptions = <T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> => {
  try {
    return parseArgs(config)
  } catch (error) {
    // The first sentence says what is wrong; the others explain Node.
    const [message = ""] = String(Object(error).message).split(/\.? (?=To )|\n/)
    const [, named] = /^Option '([^' ]+)[^']*' argument (?:is ambiguous|missing)/.exec(message) ?? []
    if (named !== undefined)
      throw new WrongOption(`${named} needs a value. One that begins with - is written ${named}=VALUE.`)
    const [, unknown] = /^Unknown option '(-[^']+)'/.exec(message) ?? []
    if (unknown === undefined) throw new WrongOption(`${message.replace(/\.$/, "")}.`)
    const known = Object.keys(config.options ?? {}).map((name) => `--${name}`)
    throw new WrongOption(`Unknown option ${unknown}.${guess(unknown, known)}`)
  }
}

/** What a value may be, in words, and what it is when it is one. */
export interface Reader<A> {
  readonly takes: string
  readonly read: (text: string) => A | undefined
  readonly known?: ReadonlyArray<string>
}

/** Reads any text that fits a pattern. */
export const like = (takes: string, pattern: RegExp): Reader<string> => ({
  takes,
  read: (text) => (pattern.test(text) ? text : undefined)
})

/** Reads a whole number from 0 to this one. */
export const upTo = (most: number): Reader<number> => ({
  takes: `a whole number from 0 to ${most}`,
  read: (text) => (/^\d{1,9}$/.test(text) && Number(text) <= most ? Number(text) : undefined)
})

/** Reads one of these words. */
export const oneOf = <const A extends string>(...known: ReadonlyArray<A>): Reader<A> => ({
  takes: known.join(" or "),
  read: (text) => known.find((one) => one === text),
  known
})

/** Reads several values, separated by commas. */
export const listOf = ({ read, takes }: Reader<string>): Reader<ReadonlyArray<string>> => ({
  takes: `${takes}, several separated by commas`,
  read: (text) => {
    const parts = text.split(",").map((part) => part.trim())
    return parts.every((part) => read(part) !== undefined) ? parts : undefined
  }
})

/** The value of an option or variable of this name; throws a `WrongOption` where the text is none. */
export const valueOf = <A>(name: string, text: string, { known = [], read, takes }: Reader<A>): A => {
  const found = read(text)
  if (found !== undefined) return found
  throw new WrongOption(`${name} takes ${takes}, not ${JSON.stringify(text.slice(0, 60))}.${guess(text, known)}`)
}
