// What those who build with the node read before they use it: agents, and n8n's own workflow builder.
import type { INodeTypeDescription } from "n8n-workflow"
import { toolCalls } from "./properties.ts"

/** The node as a tool of an agent. */
export const toolDescription = `Data of Douyin Creator Marketplace (Xingtu): search creators; get their prices, CPM, CPE, performance, audience and videos; rank a shortlist; allocate a budget. Most calls are paid; a run pays for at most ${toolCalls} unless Max Paid Calls says otherwise, and cached results are free.`

/** What n8n's workflow builder is told about the node: what it finds, what it costs, what to connect it with. */
export const builderHint: NonNullable<INodeTypeDescription["builderHint"]> = {
  searchHint:
    "Creators of Douyin Creator Marketplace (Xingtu, 抖音星图) in China: search, prices in CNY, CPM, CPE, audience. Search is one paid call for 20 creators and has both prices; Get Report is several paid calls for each creator. Rank Shortlist and Allocate Budget take the items of a search and cost nothing.",
  relatedNodes: [
    {
      nodeType: "n8n-nodes-xingtu.xingtuTrigger",
      relationHint: "Starts when a creator's price, CPM or followers change"
    },
    {
      nodeType: "n8n-nodes-base.googleSheets",
      relationHint: "Keeps rows of creators; set the cell format to RAW, since IDs have 19 digits"
    }
  ]
}
