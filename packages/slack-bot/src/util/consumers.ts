interface Where {
  readonly team: string
  readonly user: string
  readonly channel: string
}

const prefixes = { user: "slack-user", channel: "slack-channel", workspace: "slack-workspace" } as const

/** Whose budget a paid call counts against. */
export type Kind = keyof typeof prefixes

/** The consumers in core that a paid call counts against: the person, the channel and the workspace. */
export const consumers = {
  one: ({ channel, team, user }: Where, kind: Kind): string =>
    `${prefixes[kind]}/${{ user: `${team}-${user}`, channel: `${team}-${channel}`, workspace: team }[kind]}`,
  of: (where: Where): ReadonlyArray<string> => [
    consumers.one(where, "user"),
    consumers.one(where, "channel"),
    consumers.one(where, "workspace")
  ],
  /** Has a budget of nothing: it gets cached results, and pays for nothing. */
  free: "slack-stored/only",
  /** Whether this was only not stored. */
  isFree: (failure: { readonly _tag: string; readonly consumer?: string | undefined }): boolean =>
    failure._tag === "BudgetSpent" && failure.consumer === consumers.free,
  /** Each of a kind that has no budget of its own. */
  any: (kind: Kind): string => `${prefixes[kind]}/*`,
  /** Whose budget a refusal names. */
  kindOf: (name: string): Kind =>
    name.startsWith(`${prefixes.user}/`) ? "user" : name.startsWith(`${prefixes.channel}/`) ? "channel" : "workspace"
} as const
