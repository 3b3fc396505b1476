// What n8n asks of a verified node, by its own tools. NODE_ENV of a test would change some of their rules.
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { expect, test } from "vitest"
import { root } from "../scripts/root.ts"

const n8nNode = (...args: ReadonlyArray<string>) => {
  const { NODE_ENV: _, ...env } = process.env
  const { status, stderr, stdout } = spawnSync(join(root, "node_modules", ".bin", "n8n-node"), args, {
    cwd: root,
    encoding: "utf8",
    env: { ...env, NO_COLOR: "1", FORCE_COLOR: "0" }
  })
  return { status, said: stdout + stderr }
}

test("the node is eligible for n8n Cloud", () => {
  expect(n8nNode("cloud-support").said).toContain("eligible for n8n Cloud verification")
})

test("n8n's linter finds nothing, with n8n's own rules and no exceptions", { timeout: 180_000 }, () => {
  const { said, status } = n8nNode("lint")
  expect(said).not.toMatch(/\d+ (?:problems?|errors?|warnings?)/)
  expect(status).toBe(0)
})
