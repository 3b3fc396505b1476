import {
  type ILoadOptionsFunctions,
  type INodeType,
  type INodeTypeDescription,
  type IPollFunctions,
  NodeConnectionTypes
} from "n8n-workflow"
import { poll, searchCreators, triggerProperties, triggerSubtitle } from "../../src/index.ts"

export class XingtuTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: "Xingtu Trigger",
    name: "xingtuTrigger",
    icon: { light: "file:../../icons/xingtu.svg", dark: "file:../../icons/xingtu.dark.svg" },
    group: ["trigger"],
    version: 1,
    subtitle: triggerSubtitle,
    description:
      "Starts a workflow when a Xingtu creator's videos, prices, CPM or followers change, or when quota or balance runs out",
    defaults: { name: "Xingtu Trigger" },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: "xingtuApi", required: true }],
    properties: triggerProperties
  }

  methods = {
    listSearch: {
      async searchCreators(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) {
        return await searchCreators(this, filter, paginationToken)
      }
    }
  }

  async poll(this: IPollFunctions) {
    return await poll(this)
  }
}
