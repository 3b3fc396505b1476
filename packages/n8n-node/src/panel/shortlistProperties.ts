// The panel of the operations that decide over a list.
import { Shortlist } from "@xingtu/core"
import type { INodeProperties } from "n8n-workflow"

type Show = Pick<INodeProperties, "displayOptions">

const text = (displayName: string, name: string, description: string, placeholder: string): INodeProperties => ({
  displayName,
  name,
  type: "string",
  default: "",
  description,
  placeholder: `e.g. ${placeholder}`
})

const amount = (displayName: string, name: string, description: string): INodeProperties => ({
  displayName,
  name,
  type: "number",
  typeOptions: { minValue: 0 },
  default: 0,
  description: `${description}; 0 is no limit`
})

export const shortlistProperties = (both: Show, byId: Show, rank: Show, allocate: Show): Array<INodeProperties> => [
  {
    displayName: "Creators",
    name: "from",
    type: "options",
    options: [
      { name: "By ID", value: "ids", description: `Looked up: ${Shortlist.usualSources.length} paid calls for each` },
      { name: "From Input Items", value: "items", description: "Items of Search or Get Report; costs nothing" }
    ],
    default: "items",
    ...both
  },
  {
    displayName: "Creator IDs",
    name: "ids",
    type: "string",
    typeOptions: { rows: 3 },
    required: true,
    default: "",
    placeholder: "e.g. 6629722295873044494",
    description: "IDs or addresses of creators' pages, separated by commas or lines",
    hint: `${Shortlist.usualSources.length} paid calls for each creator; cached results are free`,
    ...byId
  },
  {
    displayName: "Budget (CNY)",
    name: "budget",
    type: "number",
    typeOptions: { minValue: 0 },
    required: true,
    default: 100_000,
    description: "What may be spent on all creators together; the plan is never over it",
    ...allocate
  },
  {
    displayName: "Goal",
    name: "goal",
    type: "options",
    options: [
      { name: "Engagement", value: "engagement", description: "Interactions for the money" },
      { name: "Reach", value: "reach", description: "Plays for the money" },
      { name: "Sales", value: "sales", description: "Creators who sell" }
    ],
    default: "reach",
    ...both
  },
  {
    displayName: "Kind of Video",
    name: "kind",
    type: "options",
    options: [
      { name: "Custom", value: "custom" },
      { name: "Either", value: "any", description: "For each creator the one that brings more for the money" },
      { name: "Placement", value: "placement" }
    ],
    default: "any",
    ...both
  },
  {
    displayName: "Brief",
    name: "brief",
    type: "collection",
    placeholder: "Add Wish",
    default: {},
    options: [
      text("Ages", "age", "Whom to reach, as the marketplace groups them", "18-23, 24-30"),
      text("City Tiers", "cityTier", "Whom to reach, as the marketplace names them", "一线, 新一线"),
      text("Crowds", "crowd", "Whom to reach, as the marketplace names them", "Z世代, 精致妈妈"),
      text("Gender", "gender", "Whom to reach", "female"),
      amount("Maximum CPM (CNY)", "maxCpm", "Who costs more is left out"),
      amount("Maximum Followers", "maxFollowers", "Who has more is left out"),
      amount("Maximum Price (CNY)", "maxPrice", "Who costs more is left out"),
      amount("Minimum Followers", "minFollowers", "Who has fewer is left out"),
      amount("Minimum Plays", "minPlays", "Who has fewer is left out"),
      amount("Minimum Price (CNY)", "minPrice", "Who costs less is left out"),
      text("Provinces", "province", "Whom to reach, in Chinese", "广东省")
    ],
    ...rank
  },
  {
    displayName: "Conditions",
    name: "conditions",
    type: "collection",
    placeholder: "Add Condition",
    default: {},
    options: [
      amount("Maximum Creators", "maxCreators", "How many at most"),
      amount("Maximum per Category", "perCategory", "How many creators of one category at most"),
      amount("Minimum Creators", "minCreators", "How many at least"),
      text("Must Be In", "must", "IDs of creators who are in whatever they bring", "6629722295873044494"),
      text("Never", "never", "IDs of creators who stay out", "6629722295873044494")
    ],
    ...allocate
  }
]
