import {
  type IExecuteFunctions,
  type ILoadOptionsFunctions,
  type INodeType,
  type INodeTypeDescription,
  NodeConnectionTypes
} from "n8n-workflow"
import { builderHint, execute, properties, searchCreators, subtitle, toolDescription } from "../../src/index.ts"

export class Xingtu implements INodeType {
  description: INodeTypeDescription = {
    displayName: "Xingtu",
    name: "xingtu",
    icon: { light: "file:../../icons/xingtu.svg", dark: "file:../../icons/xingtu.dark.svg" },
    group: ["input"],
    version: [1, 2],
    defaultVersion: 2,
    subtitle,
    description: "Get creators, prices, audiences, videos and commerce of Douyin Creator Marketplace (Xingtu)",
    defaults: { name: "Xingtu" },
    usableAsTool: { replacements: { description: toolDescription } },
    builderHint,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: "xingtuApi", required: true }],
    properties
  }

  methods = {
    listSearch: {
      async searchCreators(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) {
        return await searchCreators(this, filter, paginationToken)
      }
    }
  }

  async execute(this: IExecuteFunctions) {
    return await execute(this)
  }
}
