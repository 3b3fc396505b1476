#!/usr/bin/env node
import * as Module from "node:module"

/** Where it is installed, Node may be older than the program: then nothing else of it may be loaded. */
const { engines }: { readonly engines: { readonly node: string } } = Module.createRequire(import.meta.url)(
  "../package.json"
)

const numbers = (version: string): number => {
  const [major = 0, minor = 0] = version.replace(/^\D+/, "").split(".").map(Number)
  return major * 1_000 + minor
}

if (numbers(process.versions.node) >= numbers(engines.node)) {
  // Clients start a server for each session: what was compiled once stays compiled.
  Module.enableCompileCache()
  await import("./program.ts")
} else {
  console.error(`xingtu-mcp needs Node ${engines.node.replace(/^\D+/, "")} or newer; this is ${process.version}.`)
  process.exitCode = 1
}
