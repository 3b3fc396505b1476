// The creator, as the panel asks for one.
import { Endpoint } from "@xingtu/core"
import type { IExecuteFunctions, INodeProperties, IPollFunctions } from "n8n-workflow"

/** Whether a parameter is the creator, whatever the endpoint calls it. */
export const isCreator = (field: Endpoint.Field): boolean =>
  field.kind === "id" && field.required && field.name !== "itemId"

export const asksForCreator = (endpoint: Endpoint.Endpoint): boolean => Endpoint.fields(endpoint).some(isCreator)

const page = "https://www.xingtu.cn/ad/creator/author-homepage/douyin-video/"

export const pageOf = (id: string): string => `${page}${id}`

const example = "6629722295873044494"

/** Its values have no rules of n8n: core knows them, and says what to do. */
export const locator: INodeProperties = {
  displayName: "Creator",
  name: "creatorId",
  type: "resourceLocator",
  default: { mode: "list", value: "" },
  required: true,
  description: "The creator to look up. Each search in the list is a paid call.",
  modes: [
    {
      displayName: "From List",
      name: "list",
      type: "list",
      placeholder: "Select a creator...",
      typeOptions: { searchListMethod: "searchCreators", searchable: true, searchFilterRequired: true }
    },
    {
      displayName: "By ID",
      name: "id",
      type: "string",
      placeholder: `e.g. ${example}`
    },
    {
      displayName: "By URL",
      name: "url",
      type: "string",
      placeholder: `e.g. ${pageOf(example)}`
    }
  ]
}

/** What the panel holds; core makes an id of it. */
export const creatorAt = (host: IExecuteFunctions, index: number): unknown =>
  host.getNodeParameter(locator.name, index, "", { extractValue: true })

export const creatorIn = (host: IPollFunctions): unknown =>
  host.getNodeParameter(locator.name, "", { extractValue: true })
