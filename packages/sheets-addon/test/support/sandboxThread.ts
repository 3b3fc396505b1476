import { startSandbox } from "@xingtu/sandbox"
import { parentPort } from "node:worker_threads"

// The API in a thread of its own: a formula engine blocks the one it calculates in.
const sandbox = await startSandbox()
parentPort?.postMessage(sandbox.url)
