// Where n8n.ts finds the package: it knows no test runner, so that the benchmarks can use it too.
import { inject } from "vitest"

process.env["XINGTU_INSTALLED_NODE"] = inject("installed")
