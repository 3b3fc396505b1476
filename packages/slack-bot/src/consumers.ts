interface Where {
  readonly team: string
  readonly user: string
  readonly channel: string
}

const user = "slack-user"
const channel = "slack-channel"

/** Whose budgets in core a paid call counts against: those of the person and of the channel. */
export const consumers = {
  of: (where: Where): ReadonlyArray<string> => [`${user}/${where.team}-${where.user}`, `${channel}/${where.team}-${where.channel}`],
  anyUser: `${user}/*`,
  anyChannel: `${channel}/*`,
  /** Whose budget a refusal names. */
  isUser: (name: string): boolean => name.startsWith(`${user}/`)
} as const
