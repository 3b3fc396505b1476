import type { Sandbox } from "../../hosts/sandbox.ts"
import type { Heard, Observed, Wanted } from "./judge.ts"
import { startLine, type Way, ways } from "./line.ts"
import type { Open, Place } from "./Places.ts"
import type { Put, Seen, Session, Subject } from "./Subject.ts"

/** One row of the matrix, played with one subject. */
export type Scene = (stage: Stage) => Promise<Observed | undefined>

export interface Stage {
  readonly subject: Subject
  readonly sandbox: Sandbox
  /** The n-th creator of this scene. */
  readonly creator: (n: number) => string
  readonly token: string
}

/** Collects what is said and counted while a scene is played. */
const notes = (sandbox: Sandbox) => {
  const heard: Array<Heard> = []
  const books: Array<Observed["books"][number]> = []
  const sessions: Array<Session> = []
  return {
    open: async (opening: Promise<Session>) => {
      const session = await opening
      sessions.push(session)
      return session
    },
    hear: async (wanted: Wanted, ...all: ReadonlyArray<Promise<Seen>>) => {
      for (const one of all) heard.push({ ...(await one), wanted })
    },
    book: async ({ booked }: Session) => {
      if (booked !== undefined) books.push({ booked: await booked(), charged: (await sandbox.ledger()).charged })
    },
    end: async (): Promise<Observed> => ({
      heard,
      books,
      told: sessions.map(({ told }) => told()).join("\n"),
      ledger: await sandbox.ledger()
    })
  }
}

/** Waits until it has written what it owes, which it says, or until it would not any more. */
const healed = async (session: Session, look: () => Promise<unknown>) => {
  const count = (words: RegExp) => [...session.told().matchAll(words)].length
  const isAway = () => count(/The store cannot be/g) > count(/The store is back/g)
  for (let looks = 0; isAway() && looks < 60; looks++) {
    await look()
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/** Whether the process that meets the failure has sent requests before, or only one before it. */
export type Before = "it asked" | "another asked"

/**
 * Two requests are paid for. The store fails; one of them is repeated, and a new one is sent twice. The failure ends, and
 * a program that starts then must find all that was paid for.
 */
export const throughStore =
  (open: Open, before: Before, inTrouble: Wanted = "a result"): Scene =>
  async ({ creator, sandbox, subject, token }) => {
    await using place: Place | undefined = await open()
    if (place === undefined) return undefined
    await using line = await startLine(sandbox.url)
    line.hear(() => place.asked?.())
    const { book, end, hear, open: opened } = notes(sandbox)
    const start = () => opened(subject.open({ baseUrl: line.url, token, kept: place.kept }))
    const first = await start()
    await hear("a result", first.ask(creator(0)))
    await hear("a result", first.ask(creator(1)))
    if (before === "another asked") await first.close()
    const second = before === "it asked" ? first : await start()
    // What is not used has not started yet.
    await hear("a result", second.ask(creator(1)))
    await place.turn(second)
    await hear("a result", second.ask(creator(0)))
    await hear(inTrouble, second.ask(creator(2)))
    await hear(inTrouble, second.ask(creator(2)))
    await book(second)
    await place.clear(second)
    await healed(second, () => second.ask(creator(0)))
    await second.close()
    const third = await start()
    for (const n of [0, 1]) await hear("a result", third.ask(creator(n)))
    await hear(inTrouble, third.ask(creator(2)))
    await book(third)
    await third.close()
    return end()
  }

/** A request whose response is spoiled on its way back; the way is whole again, and it is repeated. */
export const throughLine =
  (way: Way): Scene =>
  async ({ creator, sandbox, subject, token }) => {
    await using line = await startLine(sandbox.url)
    const { book, end, hear, open } = notes(sandbox)
    const session = await open(subject.open({ baseUrl: line.url, token, kept: "own" }))
    line.turn(way)
    await hear("may have been charged", session.ask(creator(0)))
    line.turn(ways.whole)
    await hear("may have been charged", session.ask(creator(0)))
    await book(session)
    await session.close()
    return end()
  }

/** A text that no server takes. */
export const longKeyword: Scene = async ({ sandbox, subject, token }) => {
  const { book, end, hear, open } = notes(sandbox)
  const session = await open(subject.open({ baseUrl: sandbox.url, token, kept: "own" }))
  await hear("rejected", session.search("美".repeat(5_000)))
  await book(session)
  await session.close()
  return end()
}

export const noBudget: Scene = async ({ creator, sandbox, subject, token }) => {
  const { book, end, hear, open } = notes(sandbox)
  const session = await open(subject.open({ baseUrl: sandbox.url, token, kept: "own", dailyBudget: 0 }))
  await hear("not charged", session.ask(creator(0)))
  await book(session)
  await session.close()
  return end()
}

/** An address or a store that can never work: the program does not start, or the first request says so. */
export const wrongSettings =
  (given: () => Promise<Partial<Pick<Put, "baseUrl" | "kept">>>): Scene =>
  async ({ creator, sandbox, subject, token }) => {
    const { end, hear, open } = notes(sandbox)
    const put: Put = { baseUrl: sandbox.url, token, kept: "own", ...(await given()) }
    const session = await open(subject.open(put)).catch((refused: unknown) => String(Object(refused).message))
    if (typeof session === "string") return { ...(await end()), told: session }
    await hear("rejected", session.ask(creator(0)))
    await session.close()
    return end()
  }

/** Names nobody can count against; then the same request without one. */
export const badConsumers: Scene = async ({ creator, sandbox, subject, token }) => {
  const { book, end, hear, open } = notes(sandbox)
  const session = await open(subject.open({ baseUrl: sandbox.url, token, kept: "own" }))
  const refused = { answered: false, text: "This adapter has no consumers." }
  for (const bad of [["user/anna", undefined], [12_345], {}])
    await hear("not charged", session.askAs?.(bad, creator(0)) ?? Promise.resolve(refused))
  await hear("a result", session.ask(creator(0)))
  await book(session)
  await session.close()
  return end()
}

export const closed: Scene = async ({ creator, sandbox, subject, token }) => {
  const { end, hear, open } = notes(sandbox)
  const session = await open(subject.open({ baseUrl: sandbox.url, token, kept: "own" }))
  await hear("a result", session.ask(creator(0)))
  await session.close()
  await hear("not charged", session.ask(creator(1)))
  return end()
}

/** More requests than the memory of a process holds, twice in the same order. */
export const largeRun =
  (size: number): Scene =>
  async ({ creator, sandbox, subject, token }) => {
    const { book, end, hear, open } = notes(sandbox)
    const session = await open(subject.open({ baseUrl: sandbox.url, token, kept: "own" }))
    const ids = Array.from({ length: size }, (_, n) => creator(n))
    const run = async (): Promise<Seen> => {
      const results = (await session.many?.(ids)) ?? 0
      return { answered: results === size, text: `${results} of ${size} results` }
    }
    for (let runs = 0; runs < 2; runs++) await hear("a result", run())
    await book(session)
    await session.close()
    return end()
  }
