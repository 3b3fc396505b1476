import { Result } from "effect"
import { describe, expect, it } from "vitest"
import * as Envelope from "../../src/api/Envelope.ts"
import { catalogue, deprecated, Endpoint } from "../../src/adapter.ts"
import { input, jsonSchema } from "../../src/schema.ts"
import { createXingtu } from "../../src/promise.ts"
import { creator } from "../support/api.ts"
import { serve } from "../support/server.ts"

const { creatorSearch } = catalogue
const problemsOf = (endpoint: Endpoint.Endpoint, input: object) =>
  Result.match(Endpoint.question(endpoint, input), { onSuccess: () => [], onFailure: ({ problems }) => problems })

const texts = [...Object.values(catalogue), ...Object.values(deprecated)].flatMap((endpoint: Endpoint.Endpoint) =>
  Object.entries(endpoint.params).flatMap(([name, param]) =>
    param.kind === "text" && param.maxLength !== undefined ? [{ endpoint, name, most: param.maxLength }] : []
  )
)

describe("a text that no server takes is refused before it is sent", () => {
  it("there are such texts", () => {
    expect(texts.map(({ endpoint, name }) => `${endpoint.id}.${name}`)).toEqual(
      expect.arrayContaining(["creatorSearch.keyword", "creatorHomepageVideos.keyword"])
    )
  })

  it.each(texts)(
    "$endpoint.id.$name: too long, cut in the middle of a character, or with control characters",
    (text) => {
      const { endpoint, most, name } = text
      const about = (value: string) => problemsOf(endpoint, { [name]: value }).filter(({ param }) => param === name)
      expect(about("妆".repeat(most))).toEqual([])
      expect(about("😀".repeat(most))).toEqual([])
      for (const wrong of ["妆".repeat(most + 1), "妆".repeat(5_000), "a\ud83d", "a\0b", "a\u001bb", "a\u007fb"])
        expect(about(wrong)).toMatchObject([{ problem: { en: expect.any(String), zh: expect.any(String) } }])
    }
  )

  it.each(texts)("$endpoint.id.$name: its schema, its words and its documents know the bound", (text) => {
    const { endpoint, most, name } = text
    expect(jsonSchema(input(endpoint))).toMatchObject({ properties: { [name]: { maxLength: most } } })
    const field = Endpoint.fields(endpoint).find((one) => one.name === name)
    expect(field?.about.en).toContain(`At most ${most} characters.`)
    expect(field?.about.zh).toContain(`最多 ${most} 个字符`)
  })

  it("what is too long only together is refused by its longest part", () => {
    const places = Array.from({ length: 1_000 }, (_, i) => `甲${String.fromCharCode(0x4e00 + i)}市`)
    const [problem] = problemsOf(creatorSearch, { keyword: "美妆", location: places })
    expect(problem).toMatchObject({ param: "location", problem: { en: expect.stringContaining("Too long together") } })
  })
})

it("what is not refused reaches a real server, whole", async () => {
  const server = await serve()
  const xingtu = createXingtu({ token: "token", baseUrl: server.url })
  const keyword = "妆".repeat(100)
  expect((await xingtu.creatorHomepageVideos({ oAuthorId: creator(1), keyword })).meta.charged).toBe("yes")
  await expect(
    xingtu.creatorHomepageVideos({ oAuthorId: creator(1), keyword: "妆".repeat(5_000) })
  ).rejects.toMatchObject({ _tag: "InvalidInput", charged: "no", problems: [{ param: "keyword" }] })
  expect(server.charged).toHaveLength(1)
  await xingtu.close()
  await server.close()
})

it.each([414, 431])("a bare HTTP %d is no charge: the request was not taken", (status) => {
  const opened = Envelope.open({ status, body: "" }, { endpoint: "a", attempts: 1, uncertain: 0 })
  expect(opened).toMatchObject({ failure: { _tag: "InvalidParameters", charged: "no" } })
})

it.each([
  [{ message: "Invalid parameters" }, "Invalid parameters"],
  [{ message: null, reason: "oAuthorId is no creator" }, "oAuthorId is no creator"],
  [{ message: "Invalid parameters", reason: "oAuthorId is no creator" }, "Invalid parameters; oAuthorId is no creator"],
  [{ message: "Same", reason: "Same" }, "Same"],
  [{ message: "", reason: 5 }, undefined]
])("of %j everything the API says is told, once", (said, told) => {
  const body = JSON.stringify({ code: 400, ...said })
  const opened = Envelope.open({ status: 200, body }, { endpoint: "a", attempts: 1, uncertain: 0 })
  expect(Result.isFailure(opened) && opened.failure).toMatchObject({ _tag: "InvalidParameters", vendorMessage: told })
})
