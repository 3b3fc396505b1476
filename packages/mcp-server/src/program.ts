import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { layerConfig } from "@xingtu/core/node"
import { Layer } from "effect"
import { stdio } from "./server.ts"
import { quota } from "./tools/quota.ts"
import { plan, report } from "./tools/report.ts"

const instructions =
  "Data of Douyin creators (巨量星图, Xingtu). Some calls cost money: xingtu_plan says how much before, and the last line of every answer says what it cost."

NodeRuntime.runMain(
  Layer.launch(Layer.provide(stdio([report, plan, quota], { version: "0.0.0", instructions }), layerConfig())),
  { disableErrorReporting: false }
)
