import type { AppsManifestValidateArguments } from "@slack/web-api"
import type { Words } from "@xingtu/core"

type Manifest = Exclude<AppsManifestValidateArguments["manifest"], string>

/** The permissions the bot needs in a workspace, each with its reason in both languages. It needs no others. */
export const scopes = {
  commands: { en: "Receives /xingtu.", zh: "接收 /xingtu 命令。" },
  "chat:write": {
    en: "Sends you the result in a direct message when Slack's reply address has expired or the bot was restarted; sends watches and reports.",
    zh: "当命令的回复地址已过期或机器人重启时，通过私信告知结果；发送监控通知与定时报告。"
  },
  "files:write": {
    en: "Sends the files you export, and those of scheduled reports.",
    zh: "发送您导出的文件及定时报告文件。"
  },
  "im:write": { en: "Opens the direct message that exported files go to.", zh: "打开用于接收导出文件的私信。" },
  "app_mentions:read": { en: "Replies when someone mentions the bot.", zh: "在被提及时回复。" },
  "im:history": { en: "Replies to your direct messages to the bot.", zh: "回复您私信机器人的内容。" },
  "links:read": { en: "Sees links to Xingtu creator pages in messages.", zh: "识别消息中的星图达人链接。" },
  "links:write": {
    en: "Shows cached data of a creator under such a link.",
    zh: "在此类链接下方显示已缓存的达人数据。"
  },
  "users:read": {
    en: "Reads your language and time zone, to reply in English or Chinese and to run watches at your local time.",
    zh: "读取您的语言与时区，以中文或英文回复，并按您的时间运行监控。"
  }
} satisfies Readonly<Record<string, Words>>

/** The name of a permission in Slack, such as `chat:write`. */
export type Scope = keyof typeof scopes

export const scopeNames = Object.keys(scopes) as Array<Scope> // the keys of the literal above

/** What Slack calls our entry in the menu of a message. */
export const shortcut = "xingtu.message"

/** What the manifest depends on: the public address of the bot, and whether several workspaces install it. */
export interface ManifestOptions {
  /** Where Slack reaches the bot, such as https://xingtu.example.com; without it the app uses Socket Mode. */
  readonly url?: string | undefined
  /** Installed in several workspaces through this bot. */
  readonly distributed?: boolean | undefined
}

/**
 * Why Slack would refuse such an app: it sends to HTTPS only, and a workspace installs the app at the bot's own
 * address.
 */
export const problemOf = ({ url, distributed = false }: ManifestOptions): string | undefined => {
  if (url !== undefined && /^http:/i.test(url))
    return `--url needs https: Slack sends to HTTPS only. Try ${url.replace(/^http:/i, "https:")}`
  if (url !== undefined && !/^https:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/i.test(url))
    return "--url takes the public address of the bot, such as https://xingtu.example.com"
  return distributed && url === undefined
    ? "--distributed needs --url: a workspace installs the app at the bot's own address"
    : undefined
}

/**
 * The app manifest to paste at api.slack.com/apps > Create New App > From a manifest. `manifest()` is for Socket Mode,
 * `manifest({ url: "https://xingtu.example.com" })` for HTTP.
 */
export const manifest = ({ url, distributed = false }: ManifestOptions = {}) => {
  const events = url === undefined ? undefined : `${url.replace(/\/+$/, "")}/slack/events`
  return {
    _metadata: { major_version: 2 },
    display_information: {
      name: "Xingtu",
      description: "Douyin creators (巨量星图): prices, plays and audience, where your team talks",
      background_color: "#1f2430"
    },
    features: {
      // Its home: lists, watches, quota and settings. Its direct messages: results and files come there, and /xingtu
      // can be typed there.
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      unfurl_domains: ["xingtu.cn"],
      bot_user: { display_name: "xingtu", always_online: true },
      // Also in a thread, where Slack takes no commands.
      shortcuts: [
        {
          name: "Look up creators",
          type: "message" as const,
          callback_id: shortcut,
          description: "Looks up the creators whose IDs or Xingtu links are in this message · 查询消息中的达人"
        }
      ],
      slash_commands: [
        {
          command: "/xingtu",
          description: "Creators of the Douyin Creator Marketplace (Xingtu) · 巨量星图达人数据",
          usage_hint: "help | creator <id> | compare <id> <id> | watch <id> daily 9:00",
          should_escape: false,
          ...(events === undefined ? {} : { url: events })
        }
      ]
    },
    oauth_config: {
      scopes: { bot: scopeNames },
      ...(url !== undefined && distributed
        ? { redirect_urls: [`${url.replace(/\/+$/, "")}/slack/oauth_redirect`] }
        : {})
    },
    settings: {
      interactivity: { is_enabled: true, ...(events === undefined ? {} : { request_url: events }) },
      event_subscriptions: {
        ...(events === undefined ? {} : { request_url: events }),
        bot_events: [
          "app_mention" as const,
          "app_home_opened" as const,
          "message.im" as const,
          "link_shared" as const,
          ...(distributed ? (["app_uninstalled", "tokens_revoked"] as const) : [])
        ]
      },
      // Each workspace of an organisation installs the app, and removes it, by itself.
      org_deploy_enabled: false,
      socket_mode_enabled: events === undefined,
      token_rotation_enabled: false
    }
  } satisfies Manifest
}
