import { expect, test } from "vitest"
import { noToken, token } from "../src/index.ts"

test.for([
  ["a text", `bad token ${token}`],
  ["an address", `http://host/?token=${encodeURIComponent(token)}`],
  ["a form", new URLSearchParams({ token }).toString()],
  ["JSON", JSON.stringify({ message: token })],
  ["a hidden property", Object.defineProperty(new Error("x"), "request", { value: { url: token }, enumerable: false })],
  ["a cause", new Error("outer", { cause: new Error(token) })],
  ["a map", new Map([["key", { deep: [token] }]])]
] as const)("the token is found in %s, and the error does not repeat it", ([, place]) => {
  expect(() => noToken({ place })).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/^The token is in place((?!of&tests)[^])*$/)
    })
  )
})

test("what does not hold the token passes", () => {
  expect(() => noToken({ text: "token", error: new Error("no"), nothing: undefined })).not.toThrow()
})
