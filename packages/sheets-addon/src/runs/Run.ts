import type { Words } from "@xingtu/core"
import { Result } from "effect"
import * as Amend from "./Amend.ts"
import * as Ask from "../asking/Ask.ts"
import * as Document from "../store/Document.ts"
import * as Fill from "./Fill.ts"
import { differ, me } from "../google/Person.ts"
import * as Grid from "../asking/Grid.ts"
import * as Job from "./Job.ts"
import * as Kept from "../store/Kept.ts"
import * as Problems from "../tables/Problems.ts"
import * as Properties from "../google/Properties.ts"
import { recalculate } from "../tables/recalculate.ts"
import * as Renew from "./Renew.ts"
import { say } from "../util/words.ts"

/** Bulk work, piece by piece, each short enough for a sidebar that shows how far it is. */

/** Longest that a step can take; then it is thought to have ended without a word. */
const stepMs = 150_000

/** As many as a person reads. */
const mostNotes = 10

const piece = (own: Document.Opened, job: Job.Work, before: Job.Progress): Job.Piece => {
  if (job._tag === "Fill") return Fill.step(own, job, before)
  return job._tag === "Amend" ? Amend.step(own, job, before) : Renew.step(own, job, before)
}

const advance = (own: Document.Opened, slot: Job.Slot, job: Job.Work, before: Job.Progress): Job.Progress => {
  const { because, failedRows = 0, failures, notes = [], outcomes, sheet, size } = piece(own, job, before)
  const stop = Ask.stopOf(outcomes)
  const why = stop === undefined ? because : Grid.explained(stop)
  const done = why === undefined ? before.done + size : before.done
  const state =
    why !== undefined
      ? "blocked"
      : done >= before.total
        ? "finished"
        : Job.isStopping(slot, before.id)
          ? "stopped"
          : "running"
  const charged = (what: "yes" | "unknown") => outcomes.filter(({ charged }) => charged === what).length
  return {
    ...before,
    state,
    done,
    charged: before.charged + charged("yes"),
    unknown: before.unknown + charged("unknown"),
    busyUntil: 0,
    seen: Date.now(),
    notes: [...new Map([...before.notes, ...notes].map((note) => [note.en, note])).values()].slice(0, mostNotes),
    ...(sheet === undefined ? {} : { sheet }),
    ...(why === undefined
      ? {
          failed: before.failed + failures.length,
          failedRows: before.failedRows + failedRows,
          problems: Problems.add(before.problems, failures)
        }
      : { because: why })
  }
}

/** Begins a run, unless another is under way in this document. */
export const begin = (start: () => Result.Result<Job.Progress, Words>): Result.Result<Job.Progress, Words> => {
  const { properties, token } = Document.open()
  if (token === undefined) return Result.fail(say.noToken)
  const runner = Job.runner("sidebar", properties)
  if (runner !== undefined && differ(runner, me())) return Result.fail(say.busyBy(runner.name))
  return Job.isBusy("sidebar", properties) ? Result.fail(say.busy) : start()
}

/** Does the next piece of a run and tells how far it is. A step that another execution is at is left to it. */
export const step = (slot: Job.Slot, id: string): Result.Result<Job.Progress, Words> => {
  const own = Document.open()
  const [job, before] = [Job.work(slot, own.properties), Job.progress(slot, own.properties)]
  if (own.token === undefined) return Result.fail(say.noToken)
  if (job === undefined || before === undefined) return Result.fail(say.noRun)
  if (before.id !== id) return Result.fail(say.otherRun)
  if (slot === "sidebar" && differ(before.by, me())) return Result.fail(say.takenOver(before.by.name))
  if (before.state !== "running" || before.busyUntil > Date.now()) return Result.succeed(before)
  Job.save(slot, { ...before, busyUntil: Date.now() + stepMs })
  let after = before
  try {
    after = advance(own, slot, job, before)
  } finally {
    Job.save(slot, after === before ? { ...before, busyUntil: 0, seen: Date.now() } : after)
  }
  Kept.note()
  if (after.state === "finished" && job._tag === "Renew") recalculate()
  return Result.succeed(after)
}

/** Steps as far as the time of one execution goes. */
export const work = (
  slot: Job.Slot,
  begun: Result.Result<Job.Progress, Words>,
  until: number
): Result.Result<Job.Progress, Words> => {
  let run = begun
  while (Result.isSuccess(run) && run.success.state === "running" && Date.now() < until)
    run = step(slot, run.success.id)
  return run
}

/** Goes on where a run stopped; whoever does so has the run from then on. */
export const resume = (): Result.Result<Job.Progress, Words> => {
  const progress = Job.progress("sidebar", Properties.read())
  if (progress === undefined || progress.state === "finished") return Result.fail(say.noRun)
  return Result.succeed(Job.resume("sidebar", progress))
}
