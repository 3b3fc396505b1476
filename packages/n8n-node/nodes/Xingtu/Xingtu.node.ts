import { type IExecuteFunctions, type INodeType, type INodeTypeDescription, NodeConnectionTypes } from "n8n-workflow"
import { execute, properties } from "../../src/index.ts"

export class Xingtu implements INodeType {
  description: INodeTypeDescription = {
    displayName: "Xingtu",
    name: "xingtu",
    icon: { light: "file:../../icons/xingtu.svg", dark: "file:../../icons/xingtu.dark.svg" },
    group: ["input"],
    version: 1,
    subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
    description: "Get creators, prices, audiences, videos and commerce of Douyin Creator Marketplace (Xingtu)",
    defaults: { name: "Xingtu" },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [{ name: "xingtuApi", required: true }],
    properties
  }

  async execute(this: IExecuteFunctions) {
    return await execute(this)
  }
}
