import * as Core from "@xingtu/core/adapter"

/** What people type when they look for a creator: a name with signs around it, or a text that is no name at all. */

/** How Slack writes a mention: `<@U123|name>`. */
const mention = /<[@#][A-Z0-9]+(?:\|([^>]*))?>/g

/** A name without the signs that people put around it. */
export const nickname = (typed: string): string => Core.nickname(typed.replace(mention, "$1"))

/** What only somebody who asks for something writes. */
const asking =
  /复制|打开抖音|打开Dou音|帮我|请问|有没有|多少钱|怎么样|怎么卖|找一下|找几个|推荐(?:一|几|些|下)|能不能|可以吗/i

/**
 * A text copied from Douyin, or a sentence: no creator is called like that, and a search for it would be paid for
 * nothing.
 */
export const isSentence = (typed: string): boolean =>
  /https?:|[。？?，；\n]/.test(typed) ||
  asking.test(typed) ||
  [...typed].length > 30 ||
  typed
    .trim()
    .split(/\s+/)
    .filter((word) => /^[a-z'’,.!]+$/i.test(word)).length > 4

const named: ReadonlyArray<RegExp> = [
  /【([^【】]{1,30}?)的?(?:图文|视频)?(?:作品|主页|直播间|抖音号|视频)?】/u,
  /看看([^\s，。！!【]{1,20})的(?:作品|主页|视频)/u,
  /「([^」]{1,30})」/u,
  /[@＠]([^\s@＠，。！!,]{1,30})/u
]

/** The name of a creator in such a text, where it says one. */
export const nameIn = (text: string): string | undefined => {
  const found = named.map((pattern) => pattern.exec(text)?.[1]).find((name) => name !== undefined)
  const name = found === undefined ? "" : nickname(found)
  return name === "" ? undefined : name
}
