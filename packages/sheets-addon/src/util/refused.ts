import type { Words } from "@xingtu/core"

/** What Google's own errors mean, and what to do. Their texts may quote an address: none is passed on. */

/** Several accounts in one browser: Google runs the script as another than the one who looks. */
const accounts: Words = {
  en: "Google refuses the account it sees. If you are signed in to several Google accounts, open this document in a window with this one only (a private window, or another browser profile). Nothing is lost, and nothing is paid twice.",
  zh: "Google 拒绝了它识别到的账号。如果同时登录了多个 Google 账号，请在只登录此账号的窗口中打开本文档（无痕窗口或其他浏览器用户）。数据没有丢失，也不会重复计费。"
}

const meanings: ReadonlyArray<readonly [RegExp, Words]> = [
  [
    /protected (cell|range|sheet|object)|受保护/i,
    {
      en: "This sheet is protected. Ask its owner to let you edit it, or choose another sheet.",
      zh: "该工作表受保护。请联系其所有者授权，或选择其他工作表。"
    }
  ],
  [
    /PERMISSION_DENIED|authori[sz]ation is required|(do|does) not have (permission|access)|没有权限|需要授权/i,
    accounts
  ],
  [
    /too many times for one day|daily limit|每日/i,
    {
      en: "This account has reached Google's daily limit. Continue tomorrow; paid results are saved.",
      zh: "此账号已达到 Google 的每日限额，请明天继续。已付费的结果均已缓存。"
    }
  ],
  [
    /exceeded maximum execution time|timed out|超时/i,
    {
      en: "Google ended this because it took too long. Paid results are saved; try again.",
      zh: "运行时间过长，已被 Google 终止。已付费的结果均已缓存，请重试。"
    }
  ],
  [
    /connection failure|NetworkError|HTTP 0\b|failed to fetch|网络/i,
    {
      en: "The connection to Google broke. Check your network and try again; paid results are saved.",
      zh: "与 Google 的连接中断。请检查网络后重试，已付费的结果均已缓存。"
    }
  ],
  [
    /too many (times in a short time|simultaneous)|server error|service .* (failed|unavailable)|try again/i,
    {
      en: "Google's servers are busy. Wait a minute and try again; paid results are saved.",
      zh: "Google 服务繁忙，请一分钟后重试。已付费的结果均已缓存。"
    }
  ]
]

/** What an error of Google's means, or undefined where nobody knows. */
export const refused = (error: unknown): Words | undefined => {
  const text = typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error)
  return meanings.find(([pattern]) => pattern.test(text))?.[1]
}
