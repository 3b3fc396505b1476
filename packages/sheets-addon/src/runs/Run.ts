import type { Words } from "@xingtu/core"
import { Result } from "effect"
import * as Ask from "../asking/Ask.ts"
import * as Document from "../store/Document.ts"
import * as Fill from "./Fill.ts"
import * as Grid from "../asking/Grid.ts"
import * as Job from "./Job.ts"
import * as Problems from "./Problems.ts"
import * as Properties from "../google/Properties.ts"
import { recalculate } from "./recalculate.ts"
import * as Renew from "./Renew.ts"
import { say } from "../util/words.ts"

/** Bulk work, piece by piece, each short enough for a sidebar that shows how far it is. */

/** Longest that a step can take; then it is thought to have ended without a word. */
const stepMs = 150_000

const advance = (own: Document.Opened, slot: Job.Slot, job: Job.Work, before: Job.Progress): Job.Progress => {
  const { failures, nextRow, outcomes, size } =
    job._tag === "Fill" ? Fill.step(own, job, before) : Renew.step(own, job, before)
  const stop = Ask.stopOf(outcomes)
  const done = stop === undefined ? before.done + size : before.done
  const state =
    stop !== undefined
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
    nextRow,
    charged: before.charged + charged("yes"),
    unknown: before.unknown + charged("unknown"),
    busyUntil: 0,
    ...(stop === undefined
      ? { failed: before.failed + failures.length, problems: Problems.add(before.problems, failures) }
      : { because: Grid.explained(stop) })
  }
}

/** Begins a run, unless another is under way in this document. */
export const begin = (start: () => Result.Result<Job.Progress, Words>): Result.Result<Job.Progress, Words> => {
  const { properties, token } = Document.open()
  if (token === undefined) return Result.fail(say.noToken)
  return Job.isBusy("sidebar", properties) ? Result.fail(say.busy) : start()
}

/** Does the next piece of a run and tells how far it is. A step that another execution is at is left to it. */
export const step = (slot: Job.Slot, id: string): Result.Result<Job.Progress, Words> => {
  const own = Document.open()
  const [job, before] = [Job.work(slot, own.properties), Job.progress(slot, own.properties)]
  if (own.token === undefined) return Result.fail(say.noToken)
  if (job === undefined || before === undefined) return Result.fail(say.noRun)
  if (before.id !== id) return Result.fail(say.otherRun)
  if (before.state !== "running" || before.busyUntil > Date.now()) return Result.succeed(before)
  Job.save(slot, { ...before, busyUntil: Date.now() + stepMs })
  let after = before
  try {
    after = advance(own, slot, job, before)
  } finally {
    Job.save(slot, after)
  }
  if (after.state === "finished" && job._tag === "Renew") recalculate()
  return Result.succeed(after)
}

/** Goes on where a run stopped. */
export const resume = (): Result.Result<Job.Progress, Words> => {
  const progress = Job.progress("sidebar", Properties.read())
  if (progress === undefined || progress.state === "finished") return Result.fail(say.noRun)
  return Result.succeed(Job.resume("sidebar", progress))
}
