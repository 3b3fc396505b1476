import { Endpoint, type Words } from "@xingtu/core/adapter"
import { Result } from "effect"
import type * as Ask from "../asking/Ask.ts"
import * as Given from "../asking/Given.ts"
import * as Subject from "../asking/Subject.ts"
import * as HiddenSheet from "../google/HiddenSheet.ts"

/**
 * The formulas that stand in the document now, and what they request: a person may have changed or deleted any since
 * they were calculated.
 */

type Sheet = GoogleAppsScript.Spreadsheet.Sheet

/** A call within a formula: its function, and its arguments as they are written. */
interface Call {
  readonly name: string
  readonly args: ReadonlyArray<string>
}

/** Arguments from the opening bracket on, or undefined where it is never closed. A text in quotes doubles its own. */
const argumentsFrom = (text: string, from: number): ReadonlyArray<string> | undefined => {
  const args: Array<string> = []
  let [depth, start] = [0, from]
  for (let i = from; i < text.length; i++) {
    const c = text.charAt(i)
    if (c === '"' || c === "'") {
      i = text.indexOf(c, i + 1)
      if (i < 0) return undefined
    } else if (c === "(" || c === "{") depth++
    else if (depth > 0 && (c === ")" || c === "}")) depth--
    else if (depth === 0 && (c === "," || c === ";" || c === ")")) {
      args.push(text.slice(start, i).trim())
      start = i + 1
      if (c === ")") return args
    }
  }
  return undefined
}

/** The calls of our functions in a formula, outside its texts. */
const calls = (formula: string): ReadonlyArray<Call> => {
  const found: Array<Call> = []
  const bare = formula.replace(/"(?:[^"]|"")*"/g, (text) => " ".repeat(text.length))
  for (const { 0: start, 1: name = "", index } of bare.matchAll(/\b(XINGTU_[A-Z0-9_]+)\s*\(/gi)) {
    const args = argumentsFrom(formula, index + start.length)
    if (args !== undefined) found.push({ name: name.toUpperCase(), args })
  }
  return found
}

const address =
  /^(?:(?:'(?:[^']|'')+'|[^'!\s()+\-*/&=<>,;{}"]+)!)?\$?[A-Z]{1,3}\$?(?:\d+|(?=:))(?::\$?[A-Z]{1,3}\$?\d*)?$/i

const number = /^[+-]?\d+(\.\d+)?$/

/** The cells of an address or of a name, as a formula of this sheet sees them. */
const cellsOf = (text: string, sheet: Sheet): Result.Result<unknown, void> => {
  try {
    const document = SpreadsheetApp.getActiveSpreadsheet()
    const range = !address.test(text)
      ? document.getRangeByName(text)
      : text.includes("!")
        ? document.getRange(text.replace(/\$(?=[^!]*$)/g, ""))
        : sheet.getRange(text.replaceAll("$", ""))
    if (range === null) return Result.fail(undefined)
    const values: ReadonlyArray<ReadonlyArray<unknown>> = range.getValues()
    return Result.succeed(range.getNumRows() * range.getNumColumns() === 1 ? values[0]?.[0] : values)
  } catch {
    return Result.fail(undefined)
  }
}

/** What an argument is, where that can be told without calculating it. */
const valueOf = (text: string, sheet: Sheet): Result.Result<unknown, void> => {
  if (text === "") return Result.succeed("")
  if (/^"(?:[^"]|"")*"$/.test(text)) return Result.succeed(text.slice(1, -1).replaceAll('""', '"'))
  if (number.test(text)) return Result.succeed(Number(text))
  if (/^(true|false)$/i.test(text)) return Result.succeed(/^t/i.test(text))
  return /^[\w\p{L}!'$.: ]+$/u.test(text) || address.test(text) ? cellsOf(text, sheet) : Result.fail(undefined)
}

const subjects = (): ReadonlyMap<string, Subject.Subject> =>
  new Map(
    Subject.all().flatMap((subject) => {
      const [endpoint] = subject.endpoints
      const name = subject.id === Subject.report.id ? "XINGTU_REPORT" : endpoint && Endpoint.formula(endpoint)
      return name === undefined ? [] : [[name, subject] as const]
    })
  )

/** What the calls of a formula were given, as far as that can be told. */
export const given = (formula: string, sheet: Sheet): ReadonlyArray<Result.Result<Given.Given, Words>> => {
  const known = subjects()
  return calls(formula).flatMap(({ args, name }) => {
    const subject = known.get(name)
    const values = Result.all(args.map((text) => valueOf(text, sheet)))
    return subject === undefined || Result.isFailure(values) ? [] : [Given.read(subject, values.success)]
  })
}

/** What the document requests now. */
export interface Found {
  readonly questions: ReadonlyArray<Ask.Question>
  /** Subjects of formulas that request something. */
  readonly read: ReadonlySet<string>
  /** Subjects of formulas whose arguments only Sheets can calculate. */
  readonly unread: ReadonlySet<string>
}

export const find = (): Found => {
  const known = subjects()
  const kept = HiddenSheet.id()
  const questions: Array<Ask.Question> = []
  const [read, unread] = [new Set<string>(), new Set<string>()]
  for (const sheet of SpreadsheetApp.getActiveSpreadsheet().getSheets()) {
    if (sheet.getSheetId() === kept) continue
    const formulas = new Set(sheet.getDataRange().getFormulas().flat())
    for (const { args, name } of [...formulas].flatMap(calls)) {
      const subject = known.get(name)
      if (subject === undefined) continue
      const values = Result.all(args.map((text) => valueOf(text, sheet)))
      if (Result.isFailure(values)) {
        unread.add(subject.id)
        continue
      }
      const given = Result.getOrUndefined(Given.read(subject, values.success))
      if (given === undefined || given.questions.length === 0) continue
      read.add(subject.id)
      questions.push(...given.questions)
    }
  }
  return { questions, read, unread }
}
