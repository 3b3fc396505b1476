/**
 * Text from outside (creators, titles, typed arguments) made harmless for Slack. This is the only place that does it.
 *
 * Where Slack offers a field it does not parse (`plain_text`, `raw_text`, `rich_text`) use `plain`; where it parses,
 * use `mrkdwn`.
 */

/** Bidirectional controls and zero-width characters, which can make a text read as another. */
const hidden =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g

/** Control characters and line ends, which would break one value over several lines. */
const breaks = /[\p{Cc}\u2028\u2029]+/gu

/** Halves of a surrogate pair standing alone; no valid JSON text for Slack. */
const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** How mentions and links begin in mrkdwn; some clients draw them even in fields that Slack itself does not parse. */
const commands = /<(?=[!@#]|\w+:)/g

const plainKeepingBlanks = (outside: string): string =>
  outside.replace(halves, "\ufffd").replace(hidden, "").replace(breaks, " ").replace(commands, "\u2039")

/** One line without hidden characters, for fields that Slack shows as they are. */
export const plain = (outside: string): string => plainKeepingBlanks(outside).trim()

/** Formatting marks and their look-alikes that format nothing. */
const marks: Readonly<Record<string, string>> = { "*": "\u2217", "~": "\u223c", "`": "\u02cb", _: "\uff3f" }

/** Marks format only at the edge of a word, except the back-tick; `snake_case` stays as it is. */
const formatting = /`|(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])/gu

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" }

/** The same for fields that Slack parses: no mention, link, emoji code or formatting can take effect. */
export const mrkdwn = (outside: string): string =>
  plain(outside)
    .replace(formatting, (mark) => marks[mark] ?? mark)
    .replace(/:(?=[\w+-]+:)/g, "\u2236")
    // Slack turns these into mentions and links even without brackets when a client asks it to.
    .replace(/@(?=\p{L})/gu, "\uff20")
    .replace(/:\/\//g, ":\u2215\u2215")
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign)

const signs = new Map(Object.entries(entities).map(([sign, entity]) => [entity, sign]))

/** The signs that Slack's entities stand for. */
export const unescaped = (text: string): string =>
  text.replace(/&(?:amp|lt|gt);/g, (entity) => signs.get(entity) ?? entity)

/** For a block of code in mrkdwn; lines stay lines. */
export const code = (outside: string): string =>
  outside
    .split("\n")
    .map(plainKeepingBlanks)
    .join("\n")
    .replaceAll("`", "\u02cb")
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign)

/**
 * At most `max` UTF-16 units, never half a character, half an `&amp;` or half a link; what was cut shows as an
 * ellipsis.
 */
export const clip = (text: string, max: number): string =>
  text.length <= max
    ? text
    : `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$|&\w{0,4}$|<(?:https?:\/\/|[@#!])[^<>]*$/, "")}…`
