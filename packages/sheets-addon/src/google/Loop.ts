import { Clock, Duration, Effect, Exit, type Scheduler } from "effect"

/** Wake-ups fall on multiples of this, so that calls which pause at the same time go on together, in one `fetchAll`. */
const step = 250

/**
 * Kinds of work by what they wait for: until nothing else can run is the moment to read and to write what has gathered;
 * until that is done too, the moment to send.
 */
const kinds = ["ready", "gathered", "outgoing"] as const

type Kind = (typeof kinds)[number]

/** A batch collects while anything can still add to it. */
export const when = (kind: Exclude<Kind, "ready">): Effect.Effect<void> => Effect.yieldNowWith(kinds.indexOf(kind))

interface Timer {
  readonly at: number
  readonly fire: () => void
}

/** One queue for all fibers: Apps Script runs a single thread and has no timers to come back to. */
class Queue implements Scheduler.Scheduler, Scheduler.SchedulerDispatcher {
  readonly executionMode = "sync"
  private readonly tasks: Record<Kind, Array<() => void>> = { ready: [], gathered: [], outgoing: [] }

  shouldYield() {
    return false
  }
  makeDispatcher() {
    return this
  }
  scheduleTask(task: () => void, priority: number) {
    this.tasks[kinds[priority] ?? "ready"].push(task)
  }
  flush() {
    while (kinds.some((kind) => this.step(kind))) continue
  }
  /** Runs what is there of one kind, and tells whether there was anything. */
  step(kind: Kind): boolean {
    const tasks = this.tasks[kind]
    this.tasks[kind] = []
    for (const task of tasks) task()
    return tasks.length > 0
  }
}

const nanos = () => BigInt(Date.now()) * BigInt(1_000_000)

const clock = (timers: Set<Timer>): Clock.Clock => ({
  currentTimeMillisUnsafe: () => Date.now(),
  currentTimeMillis: Effect.sync(() => Date.now()),
  currentTimeNanosUnsafe: nanos,
  currentTimeNanos: Effect.sync(nanos),
  monotonicTimeNanosUnsafe: nanos,
  monotonicTimeNanos: Effect.sync(nanos),
  sleep: (duration) => {
    const ms = Duration.toMillis(duration)
    return ms <= 0
      ? Effect.yieldNow
      : Effect.callback<void>((resume) => {
          const timer = { at: Math.ceil((Date.now() + ms) / step) * step, fire: () => resume(Effect.void) }
          timers.add(timer)
          return Effect.sync(() => {
            timers.delete(timer)
          })
        })
  }
})

/** Lets those whose time has come go on, and tells whether there were any. */
const wake = (timers: Set<Timer>): boolean => {
  const now = Date.now()
  const due = [...timers].filter(({ at }) => at <= now)
  for (const timer of due) {
    timers.delete(timer)
    timer.fire()
  }
  return due.length > 0
}

/**
 * Runs an effect to its end on this thread. First whatever can run, so that a result that came late still counts; then
 * those who waited for a time; then what has gathered; then what goes out, so that what came is written down before;
 * and it sleeps only when everything waits.
 */
export const run = <A, E>(effect: Effect.Effect<A, E>): Exit.Exit<A, E> => {
  const queue = new Queue()
  const timers = new Set<Timer>()
  const fiber = Effect.runFork(Effect.provideService(effect, Clock.Clock, clock(timers)), { scheduler: queue })
  for (;;) {
    const exit = fiber.pollUnsafe()
    if (exit !== undefined) return exit
    if (queue.step("ready") || wake(timers) || queue.step("gathered") || queue.step("outgoing")) continue
    if (timers.size === 0) return Exit.die(new Error("An effect waits for something that cannot happen here."))
    const pause = Math.min(...[...timers].map(({ at }) => at)) - Date.now()
    if (pause > 0) Utilities.sleep(Math.ceil(pause))
  }
}
