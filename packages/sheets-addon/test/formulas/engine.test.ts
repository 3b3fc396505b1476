import { token } from "@xingtu/testing"
import { once } from "node:events"
import { Worker } from "node:worker_threads"
import { afterAll, beforeAll, expect, test } from "vitest"
import { Document } from "../../host/index.ts"
import { built, ids } from "../support/document.ts"
import { engine, type Engine } from "../support/engine.ts"

/** The built functions in a real formula engine: they spill, and calculating again costs nothing. */

const wanted = ids(50)
let api: Worker
let url: string
let document: Document
let sheet: Engine

const charged = async (): Promise<unknown> => {
  const ledger = await fetch(`${url}/_sandbox/ledger`).then((response) => response.json())
  return Object(ledger).charged
}

beforeAll(async () => {
  api = new Worker(new URL("../support/sandboxThread.ts", import.meta.url))
  const [said]: ReadonlyArray<unknown> = await once(api, "message")
  url = String(said)
  document = new Document(built, { routes: { "https://api.justoneapi.com": url } })
  await document.ask("properties.set", "document", { token, settings: JSON.stringify({ atOnce: 100 }) })
  sheet = engine(document, wanted, [
    "XINGTU_SPREAD_METRICS",
    "XINGTU_VIDEO_DISTRIBUTION",
    "XINGTU_REPORT",
    "XINGTU_SEARCH"
  ])
})

afterAll(async () => {
  sheet.close()
  await document.close()
  await api.terminate()
})

const plays = (from: string, to: string) => sheet.values(`${from}:${to}`).flat()

test("a range of 50 ids spills under a header, beside its ids", async () => {
  await sheet.enter({ C1: '=XINGTU_SPREAD_METRICS(A2:A51, "Median plays, Interaction rate")' })
  const rows = sheet.values("C1:E51")
  expect(rows[0]).toEqual(["Median plays", "Interaction rate", "error"])
  expect(rows.slice(1).filter(([value]) => typeof value === "number").length).toBeGreaterThan(40)
  expect(await charged()).toBe(50)
})

test("calculating again charges nothing, however often the engine calls", async () => {
  const [before, calls] = [sheet.values("C1:E51"), sheet.calls()]
  await sheet.enter({ C1: '=XINGTU_SPREAD_METRICS(A2:A51, "Median plays, Interaction rate")' })
  await sheet.enter({ G1: '=XINGTU_SPREAD_METRICS(A2:A51, "Median plays, Interaction rate", "range=DAY_30")' })
  expect(sheet.calls()).toBeGreaterThan(calls)
  expect(sheet.values("C1:E51")).toEqual(before)
  expect(sheet.values("G1:I51")).toEqual(before)
  expect(await charged()).toBe(50)
})

test("one id and one field are a value: with LET, MAP, XLOOKUP and arithmetic", async () => {
  const known = plays("C2", "C51").findIndex((value) => typeof value === "number") + 2
  const value = Number(plays(`C${known}`, `C${known}`)[0])
  await sheet.enter({
    K1: `=LET(x, XINGTU_SPREAD_METRICS(A${known}, "Median plays"), x * 2)`,
    L1: `=MAP(A${known}:A${known + 2}, LAMBDA(id, XINGTU_SPREAD_METRICS(id, "播放量中位数")))`,
    M1: `=XLOOKUP(A${known}, A2:A51, C2:C51)`,
    N1: `=SUM(C2:C51) / COUNT(C2:C51)`
  })
  expect(plays("K1", "K1")).toEqual([value * 2])
  expect(plays("L1", "L3")).toEqual(plays(`C${known}`, `C${known + 2}`))
  expect(plays("M1", "M1")).toEqual([value])
  expect(Number(plays("N1", "N1")[0])).toBeGreaterThan(0)
  expect(await charged()).toBe(50)
})

test("a value in the way is #SPILL!, and the answer is there when it is gone", async () => {
  await sheet.set("Q3", "in the way")
  await sheet.enter({ P1: "=XINGTU_SPREAD_METRICS(A2:A6)" })
  expect(plays("P1", "P1")).toEqual(["#SPILL!"])
  await sheet.set("Q3", "")
  await sheet.enter({ P1: "=XINGTU_SPREAD_METRICS(A2:A6)" })
  expect(plays("P1", "P1")).toEqual(["Videos"])
  expect(await charged()).toBe(50)
})

test("blocks of rows name the id they belong to", async () => {
  await sheet.enter({ AH1: "=XINGTU_VIDEO_DISTRIBUTION(A3:A4)" })
  const rows = sheet.values("AH1:AL20")
  expect(rows[0]).toEqual(["id", "Content type", "Videos", "Share", "error"])
  expect(
    new Set(
      rows
        .slice(1)
        .map(([id]) => id)
        .filter((id) => id !== null && id !== "")
    )
  ).toEqual(new Set(wanted.slice(1, 3)))
})

test("a whole column with its heading: every line stays beside its id", async () => {
  await sheet.set("A1", "达人ID")
  await sheet.enter({ AN1: '=XINGTU_SPREAD_METRICS(A:A, "互动率, Median plays")' })
  expect(plays("AN1", "AO1")).toEqual(["Interaction rate", "Median plays"])
  expect(plays("AO2", "AO51")).toEqual(plays("C2", "C51"))
})

test("a report of what a search finds, in one formula", async () => {
  await sheet.enter({
    AS1: '=XINGTU_SEARCH("美妆", "Creator id, Name, noHeaders")',
    AV1: '=XINGTU_REPORT(INDEX(XINGTU_SEARCH("美妆", "Creator id, noHeaders"),,1), "昵称, noHeaders")'
  })
  const found = sheet.values("AS1:AT40").filter(([id]) => typeof id === "string" && id !== "")
  expect(found.length).toBeGreaterThan(3)
  expect(plays("AV1", "AV40").slice(0, found.length)).toEqual(found.map(([, name]) => name))
})
