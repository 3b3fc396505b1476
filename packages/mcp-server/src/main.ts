#!/usr/bin/env node
import { createRequire } from "node:module"

/** Where it is installed, Node may be older than the program: then nothing else of it may be loaded. */
const { engines }: { readonly engines: { readonly node: string } } = createRequire(import.meta.url)("../package.json")

const numbers = (version: string): number => {
  const [major = 0, minor = 0] = version.replace(/^\D+/, "").split(".").map(Number)
  return major * 1_000 + minor
}

if (numbers(process.versions.node) >= numbers(engines.node)) await import("./program.ts")
else {
  console.error(`xingtu-mcp needs Node ${engines.node.replace(/^\D+/, "")} or newer; this is ${process.version}.`)
  process.exitCode = 1
}
