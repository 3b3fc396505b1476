/** Where the bot keeps its own things in the store that core uses too. */
const root = "slack"

export const keys = {
  delivery: (id: string) => `${root}/delivery/${id}`,
  person: (team: string, user: string) => `${root}/person/${team}/${user}`,
  /** Who chose or kept something in a workspace, so that it can be forgotten. */
  people: (team: string) => `${root}/people/${team}`,
  lists: (team: string, user: string) => `${root}/lists/${team}/${user}`,
  /** What a person was shown last. */
  last: (team: string, user: string) => `${root}/last/${team}/${user}`,
  watch: (team: string, id: string) => `${root}/watch/${team}/${id}`,
  /** What a watch compares with. */
  watchSeen: (team: string, id: string) => `${root}/watch-seen/${team}/${id}`,
  /** The process that runs it now. */
  watchClaim: (team: string, id: string) => `${root}/watch-claim/${team}/${id}`,
  /** The watches of a workspace, each with the second it is due. */
  watches: (team: string) => `${root}/watches/${team}`,
  /** The workspaces that have any. */
  watching: `${root}/watching`,
  recent: (team: string, user: string) => `${root}/recent/${team}/${user}`,
  locale: (team: string, user: string) => `${root}/locale/${team}/${user}`,
  cancelled: (work: string) => `${root}/cancelled/${work}`,
  installation: (team: string) => `${root}/installation/${team}`,
  /** The organisation whose installation a workspace uses. */
  organisation: (team: string) => `${root}/organisation/${team}`,
  /** The processes that run this bot. */
  bots: `${root}/bots`,
  alive: (bot: string) => `${root}/alive/${bot}`,
  work: (bot: string, slot: number) => `${root}/pending/${bot}/${slot}`
} as const

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

export const ttl = { second, minute, hour, day, always: 3_650 * day } as const
