import { type Sandbox, startSandbox } from "@xingtu/sandbox"
import { createRequire } from "node:module"
import { join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type Consumer, consumer } from "../src/consumer.ts"
import { overHttp, withKey } from "../src/mcp.ts"
import { packed } from "../src/packed.ts"
import { run } from "../src/run.ts"

/** The conformance suite of the protocol's authors over the MCP server as it is published. */

/** Scenarios a server can be put to that has not been written for them. */
const kept = [
  "server-initialize",
  "ping",
  "logging-set-level",
  "tools-list",
  "resources-list",
  "prompts-list",
  "dns-rebinding-protection"
]

/** Why each of the others says nothing about this server: most ask for what only a server written for the suite has. */
const others: Readonly<Record<string, string>> = {
  "completion-complete": "completes the prompt test_prompt_with_arguments",
  "tools-call-simple-text": "calls the tool test_simple_text",
  "tools-call-image": "calls the tool test_image_content",
  "tools-call-audio": "calls the tool test_audio_content",
  "tools-call-embedded-resource": "calls the tool test_embedded_resource",
  "tools-call-mixed-content": "calls the tool test_multiple_content_types",
  "tools-call-with-logging": "calls the tool test_tool_with_logging",
  "tools-call-error": "calls the tool test_error_handling",
  "tools-call-with-progress": "calls the tool test_tool_with_progress",
  "tools-call-sampling": "calls the tool test_sampling; this server asks no model",
  "tools-call-elicitation": "calls the tool test_elicitation",
  "json-schema-2020-12": "calls the tool json_schema_2020_12_tool",
  "elicitation-sep1034-defaults": "calls the tool test_elicitation_sep1034_defaults",
  "elicitation-sep1330-enums": "calls the tool test_elicitation_sep1330_enums",
  "server-sse-polling": "calls the tool test_reconnection",
  "server-sse-multiple-streams":
    "names protocol 2025-03-26 in a session of 2025-11-25, which is refused; three at once are in the server's own tests",
  "resources-read-text": "reads test://static-text",
  "resources-read-binary": "reads test://static-binary",
  "resources-templates-read": "reads test://template/123/data",
  "resources-subscribe": "subscribes to resources, which the server does not offer: its pages do not change",
  "resources-unsubscribe": "subscribes to resources, which the server does not offer: its pages do not change",
  "prompts-get-simple": "gets the prompt test_simple_prompt",
  "prompts-get-with-args": "gets the prompt test_prompt_with_arguments",
  "prompts-get-embedded-resource": "gets the prompt test_prompt_with_embedded_resource",
  "prompts-get-with-image": "gets the prompt test_prompt_with_image"
}

const key = "key-of-the-conformance-suite"
const suite = createRequire(import.meta.url)
  .resolve("@modelcontextprotocol/conformance/package.json")
  .replace("package.json", "dist/index.js")

let sandbox: Sandbox
let user: Consumer
let served: Awaited<ReturnType<typeof overHttp>>

beforeAll(async () => {
  sandbox = await startSandbox()
  user = await consumer([packed("@xingtu/mcp-server").tarball])
  served = await overHttp(join(user.folder, "node_modules/.bin/xingtu-mcp"), [], {
    HOME: user.folder,
    XDG_DATA_HOME: user.folder,
    JUSTONEAPI_TOKEN: "t",
    JUSTONEAPI_BASE_URL: sandbox.url,
    XINGTU_MCP_KEYS: `conformance:${key}`
  })
})
afterAll(async () => {
  await served?.[Symbol.asyncDispose]()
  await user?.[Symbol.asyncDispose]()
  await sandbox.close()
})

it("every scenario for servers is run, or has a reason not to be", async () => {
  const listed = await run(user.folder, process.execPath, [suite, "list", "--server"])
  const names = [...listed.matchAll(/^ {2}- (\S+)/gm)].map(([, name = ""]) => name)
  expect(names.sort()).toEqual([...kept, ...Object.keys(others)].sort())
})

it.each(kept)("%s", async (scenario) => {
  await using proxy = await withKey(served.url, key)
  const said = await run(user.folder, process.execPath, [suite, "server", "--url", proxy.url, "--scenario", scenario])
  expect(said).toMatch(/Passed: [1-9]/)
  expect(said).toMatch(/0 failed/)
})
