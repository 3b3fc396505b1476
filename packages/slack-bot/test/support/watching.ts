import { vi } from "vitest"
import type { person } from "./bot.ts"
import type { Slack } from "./slack.ts"

export const hour = 3_600_000

/** Monday, 2026-11-30 08:00 in Shanghai. */
export const monday = Date.UTC(2026, 10, 30, 0)

/** A clock that stands until it is moved, for everything in this process. */
export const movedClock = (at = monday) => {
  let now = at
  const spy = vi.spyOn(Date, "now").mockImplementation(() => now)
  return {
    set: (moment: number) => {
      now = moment
    },
    move: (ms: number) => {
      now += ms
    },
    restore: () => spy.mockRestore()
  }
}

type Person = Pick<ReturnType<typeof person>, "command" | "click">

/** What somebody does with watches. */
export const watcher = (slack: Slack, { click, command }: Person) => {
  const answerTo = async (act: () => Promise<unknown>) => {
    const n = slack.posted.length + 1
    await act()
    return slack.message(n)
  }
  return {
    /** Types it and waits for the answer. */
    type: (typed: string) => answerTo(() => command(typed)),
    press: (posted: Awaited<ReturnType<Slack["message"]>>, label: string) => answerTo(() => click(posted, label)),
    /** Types it, and clicks Start in the plan. */
    start: async (typed: string, label = "Start") => {
      const plan = await answerTo(() => command(typed))
      return answerTo(() => click(plan, label))
    },
    /** Waits until the list of watches says all of this, which it does when a run is over. */
    listed: async (...words: ReadonlyArray<string>) => {
      for (let tries = 0; tries < 500; tries++) {
        const { body } = await answerTo(() => command("watching"))
        if (words.every((some) => body.text.includes(some))) return body.text
        await new Promise((passed) => setTimeout(passed, 10))
      }
      throw new Error(`The list never says ${words.join(" and ")}: ${slack.posted.at(-1)?.body.text}`)
    }
  }
}

/** Time for some looks of the bot, in which nothing must happen. */
export const aWhile = (ms = 60) => new Promise((passed) => setTimeout(passed, ms))
