import { startSandbox } from "@xingtu/sandbox"

const sandbox = await startSandbox()
process.send?.(sandbox.url)
process.once("disconnect", () => void sandbox.close())
