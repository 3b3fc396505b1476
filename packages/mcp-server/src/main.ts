#!/usr/bin/env node
import * as Module from "node:module"

/** Where it is installed, Node may be older than the program: then nothing else of it may be loaded. */
const { engines }: { readonly engines: { readonly node: string } } = Module.createRequire(import.meta.url)(
  "../package.json"
)
const needed = engines.node.replace(/^\D+/, "")

if (process.versions.node.localeCompare(needed, "en", { numeric: true }) >= 0) {
  // Clients start a server for each session: what was compiled once stays compiled.
  Module.enableCompileCache()
  await import("./program.ts")
} else {
  console.error(`xingtu-mcp needs Node ${needed} or newer; this is ${process.version}.`)
  process.exitCode = 1
}
