import { catalogue } from "@xingtu/core"
import { createXingtu, isFailure } from "@xingtu/core/promise"
import { noToken, recordedIds, startSandbox, token } from "@xingtu/testing"
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest"

const sandbox = await startSandbox()
afterAll(sandbox.close)
beforeEach(sandbox.reset)
afterEach(() => vi.restoreAllMocks())

const id = "6955721930401185805"

test("an endpoint is a method; its answer has data, raw, drift and meta", async () => {
  const xingtu = createXingtu({ token, baseUrl: sandbox.url })
  const answer = await xingtu.spreadMetrics({ oAuthorId: recordedIds.creator })
  expect(answer).toMatchObject({
    data: { expect_cpm: { cpm_1_20: 56.18 } },
    raw: { code: 0 },
    drift: [],
    meta: { charged: "yes" }
  })
  await xingtu.close()
  noToken({ answer, xingtu, ledger: sandbox.ledger() })
})

test("every endpoint of the catalogue is a method", () => {
  const xingtu = createXingtu({ token, baseUrl: sandbox.url })
  expect(Object.keys(xingtu)).toEqual(expect.arrayContaining(Object.keys(catalogue)))
})

test("a failure is rejected as the object Effect sees, and holds no token although the vendor quoted it", async () => {
  sandbox.faults([{ fault: { kind: "code", code: 600, message: "{token} may not" } }])
  const xingtu = createXingtu({ token, baseUrl: sandbox.url })
  const failure: unknown = await xingtu.spreadMetrics({ oAuthorId: id }).catch((error: unknown) => error)
  expect(failure).toMatchObject({
    _tag: "PermissionDenied",
    code: 600,
    charged: "no",
    endpoint: "spreadMetrics",
    vendorMessage: "*** may not"
  })
  expect(failure).toMatchObject({
    message: expect.stringContaining("Nothing was charged."),
    advice: { en: expect.any(String), zh: expect.any(String) }
  })
  expect([failure, new Error("another"), { _tag: "Else" }, undefined].map(isFailure)).toEqual([
    true,
    false,
    false,
    false
  ])
  noToken({ failure })
})

test("many tells how far it is, and never rejects for one id", async () => {
  const xingtu = createXingtu({ token, baseUrl: sandbox.url })
  const progress: Array<unknown> = []
  const outcomes = await xingtu.many(catalogue.spreadMetrics, [id, "bad", recordedIds.creator], {
    concurrency: 1,
    onProgress: (step) => progress.push(step)
  })
  expect(outcomes.map(({ _tag }) => _tag)).toEqual(["Answered", "Failed", "Answered"])
  expect(progress).toEqual([
    { done: 1, total: 3, failed: 0 },
    { done: 2, total: 3, failed: 1 },
    { done: 3, total: 3, failed: 1 }
  ])
})

test("pages can be left, and the next one is not paid", async () => {
  const xingtu = createXingtu({ token, baseUrl: sandbox.url })
  for await (const page of xingtu.pages(catalogue.conversionResources, { oAuthorId: id })) {
    expect(page.data.pagination?.has_more).toBe(true)
    break
  }
  expect(sandbox.ledger().requests).toBe(1)
})

describe("the base URL", () => {
  const said = (baseUrl: string) => {
    const warnings: Array<string> = []
    createXingtu({ token, baseUrl, onWarning: (warning) => warnings.push(warning) })
    noToken({ warnings })
    return warnings
  }

  test.for([
    "global",
    "https://example.com",
    "http://localhost:4000",
    "http://127.0.0.1:4000/",
    "http://127.1.2.3",
    "http://[::1]:4000"
  ])("%s is taken without a word", (baseUrl) => {
    expect(said(baseUrl)).toEqual([])
  })

  test.for([
    "cn",
    "http://example.com",
    "http://localhost.example.com",
    "http://127.0.0.1.example.com",
    "http://[::2]"
  ])("%s is taken with a warning that the token is sent unencrypted", (baseUrl) => {
    expect(said(baseUrl)).toEqual([expect.stringContaining("the token is sent unencrypted")])
  })

  test.for([
    "http://user:pass@example.com",
    "http://127.0.0.1@example.com",
    "http://127.0.0.1\\.example.com",
    "ftp://example.com",
    "example.com",
    "https://example.com?x=1",
    "https://example.com#x",
    "https://",
    "CN ",
    ""
  ])("%s is refused", (baseUrl) => {
    expect(() => said(baseUrl)).toThrow("The base URL must be")
  })

  test("a path before the API's own is kept", async () => {
    const xingtu = createXingtu({ token, baseUrl: `${sandbox.url}/proxy/`, retries: 0 })
    await expect(xingtu.spreadMetrics({ oAuthorId: id })).rejects.toMatchObject({ _tag: "NotFound" })
    expect(sandbox.ledger().entries[0]?.path).toBe(`/proxy${catalogue.spreadMetrics.path}`)
  })
})

describe("the token", () => {
  test.for([` ${token}\n`, `${token}\r\n`])("pasted with blanks around it, it is the same token", async (pasted) => {
    sandbox.settings({ tokens: [token] })
    await expect(
      createXingtu({ token: pasted, baseUrl: sandbox.url }).spreadMetrics({ oAuthorId: id })
    ).resolves.toMatchObject({ meta: { charged: "yes" } })
  })

  test.for(["", "  \n"])("%j is refused before anything is asked", (empty) => {
    expect(() => createXingtu({ token: empty, baseUrl: sandbox.url })).toThrow("token")
  })

  test("is in nothing that is printed while calls fail", async () => {
    const printed: Array<unknown> = []
    for (const method of ["log", "info", "warn", "error", "debug"] as const)
      vi.spyOn(console, method).mockImplementation((...args) => void printed.push(args))
    sandbox.faults([
      { times: 1, fault: { kind: "html" } },
      { times: 1, fault: { kind: "cut", when: "afterCharging" } },
      { fault: { kind: "code", code: 100 } }
    ])
    const xingtu = createXingtu({ token, baseUrl: sandbox.url })
    const failures = []
    for (const last of [1, 2, 3])
      failures.push(
        await xingtu.spreadMetrics({ oAuthorId: `695572193040118580${last}` }).catch((error: unknown) => error)
      )
    expect(failures).toMatchObject([{ _tag: "UnexpectedAnswer" }, { _tag: "Unreachable" }, { _tag: "InvalidToken" }])
    noToken({ printed, failures })
  })
})

test("a redirect is not followed: the token goes nowhere else", async () => {
  const { createServer } = await import("node:http")
  const server = createServer((request, response) =>
    response.writeHead(302, { location: `${sandbox.url}${request.url}` }).end()
  )
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const address = server.address()
  const port = typeof address === "object" ? address?.port : undefined
  const failure: unknown = await createXingtu({ token, baseUrl: `http://127.0.0.1:${port}`, retries: 0 })
    .spreadMetrics({ oAuthorId: id })
    .catch((error: unknown) => error)
  server.close()
  expect(failure).toMatchObject({ _tag: "UnexpectedAnswer", status: 302 })
  expect(sandbox.ledger().requests).toBe(0)
})
