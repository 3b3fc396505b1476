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
  description: `${description}; 0 = no limit`
})

/** Fields whose names and titles are needed where they are read. */
export const from = { displayName: "Creators", name: "from" } as const

export const ids = { displayName: "Creator IDs", name: "ids" } as const

export const budget = { displayName: "Budget (CNY)", name: "budget", default: 100_000 } as const

export const must = { displayName: "Must Include", name: "must" } as const

export const never = { displayName: "Must Leave Out", name: "never" } as const

/** The fields, each shown where it is told to be. */
export const shortlistProperties = (both: Show, byId: Show, rank: Show, allocate: Show): Array<INodeProperties> => [
  {
    ...from,
    type: "options",
    options: [
      { name: "By ID", value: "ids", description: `Looked up: ${Shortlist.usualSources.length} paid calls for each` },
      { name: "From Input Items", value: "items", description: "Items of Search or Get Report; costs nothing" }
    ],
    default: "items",
    ...both
  },
  {
    ...ids,
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
    ...budget,
    type: "number",
    typeOptions: { minValue: 0 },
    required: true,
    description: "The total for all creators; the plan never exceeds it",
    ...allocate
  },
  {
    displayName: "Goal",
    name: "goal",
    type: "options",
    options: [
      { name: "Engagement", value: "engagement", description: "Most interactions for the money" },
      { name: "Reach", value: "reach", description: "Most plays for the money" },
      { name: "Sales", value: "sales", description: "Creators who sell best" }
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
      { name: "Either", value: "any", description: "For each creator, the kind that brings more for the money" },
      { name: "Placement", value: "placement" }
    ],
    default: "any",
    ...both
  },
  {
    displayName: "Brief",
    name: "brief",
    type: "collection",
    placeholder: "Add Requirement",
    default: {},
    options: [
      text("Ages", "age", "Audience ages, as the marketplace groups them", "18-23, 24-30"),
      text("City Tiers", "cityTier", "Audience city tiers, as the marketplace names them", "一线, 新一线"),
      text("Crowds", "crowd", "Audience crowds, as the marketplace names them", "Z世代, 精致妈妈"),
      text("Gender", "gender", "Audience gender: female or male", "female"),
      amount("Maximum CPM (CNY)", "maxCpm", "Leaves out creators who cost more"),
      amount("Maximum Followers", "maxFollowers", "Leaves out creators with more"),
      amount("Maximum Price (CNY)", "maxPrice", "Leaves out creators who cost more"),
      amount("Minimum Followers", "minFollowers", "Leaves out creators with fewer"),
      amount("Minimum Plays", "minPlays", "Leaves out creators with fewer"),
      amount("Minimum Price (CNY)", "minPrice", "Leaves out creators who cost less"),
      text("Provinces", "province", "Audience provinces, in Chinese", "广东省")
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
      amount("Maximum Creators", "maxCreators", "The most creators in the plan"),
      amount("Maximum per Category", "perCategory", "The most creators of one category"),
      amount("Minimum Creators", "minCreators", "The fewest creators in the plan"),
      text(must.displayName, must.name, "IDs of creators to include in any case", "6629722295873044494"),
      text(never.displayName, never.name, "IDs of creators to leave out", "6629722295873044494")
    ],
    ...allocate
  }
]
