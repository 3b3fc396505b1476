// The credential's panel and its test, out of core's words.
import { BaseUrl, Failure, Settings, TokenCheck } from "@xingtu/core/adapter"
import type { ICredentialTestRequest, INodeProperties } from "n8n-workflow"

const inClear =
  "This address uses plain HTTP: your token is sent unencrypted, and anyone on the network path can read it. Use it only if you accept that."

/** The fields of the credential: token, environment, rate limit, daily budget. */
export const credentialProperties: Array<INodeProperties> = [
  {
    displayName: "Token",
    name: "token",
    type: "string",
    typeOptions: { password: true },
    default: "",
    required: true,
    description:
      "Sign up at justoneapi.com and copy the token from the console. The connection test sends a request without a creator ID: it costs nothing, and a response about the missing ID shows that the token is accepted."
  },
  {
    displayName: "Environment",
    name: "environment",
    type: "options",
    options: [
      { name: "Global", value: "global", description: BaseUrl.environments.global },
      { name: "Mainland China", value: "cn", description: `${BaseUrl.environments.cn}, plain HTTP` },
      { name: "Custom", value: "custom", description: "An address of your own, such as a proxy" }
    ],
    default: "global",
    description: "API endpoint. Use whichever is faster for complete calls."
  },
  {
    displayName: inClear,
    name: "inClear",
    type: "notice",
    default: "",
    displayOptions: { show: { environment: ["cn"] } }
  },
  {
    displayName: "Base URL",
    name: "baseUrl",
    type: "string",
    default: "",
    required: true,
    placeholder: "e.g. https://proxy.example.com",
    description: "Without a query. Over plain HTTP your token is sent unencrypted.",
    displayOptions: { show: { environment: ["custom"] } }
  },
  {
    displayName: "Requests per Minute",
    name: "requestsPerMinute",
    type: "number",
    typeOptions: { minValue: 0 },
    default: Settings.defaults.requestsPerSecond * 60,
    hint: "0 = no limit",
    description:
      "Rate limit, with calls evenly spaced. It applies to each n8n process: with several workers, divide it by their number."
  },
  {
    displayName: "Paid Calls per Day",
    name: "paidCallsPerDay",
    type: "string",
    default: "",
    placeholder: "e.g. 200",
    hint: "Empty = unlimited, 0 = no paid calls (cached results only)",
    description: "Daily budget. It applies to each n8n process and resets when the process restarts."
  },
  {
    // What credentials were saved with before an empty field meant no limit.
    displayName: "Paid Calls per Day (Saved Earlier)",
    name: "dailyBudget",
    type: "number",
    typeOptions: { minValue: 0 },
    default: 0,
    hint: "Used while the field above is empty. Here 0 = no limit, and hides this field.",
    description: "The limit that this credential was saved with",
    displayOptions: { show: { dailyBudget: [{ _cnd: { gt: 0 } }] } }
  },
  {
    displayName: "Retries",
    name: "retries",
    type: "number",
    typeOptions: { minValue: 0 },
    default: Settings.defaults.retries,
    description:
      "How often a failed call is retried, with growing pauses, when a retry may help and cannot be charged twice"
  },
  {
    displayName: "Quota Day Ends in",
    name: "quotaDayZone",
    type: "options",
    options: [
      { name: "Shanghai", value: "Asia/Shanghai" },
      { name: "UTC", value: "UTC" }
    ],
    default: "Asia/Shanghai",
    description: "The time zone in which the daily quota resets at midnight"
  }
]

const addresses = JSON.stringify(BaseUrl.environments)

/** Statuses under which the API responds in its own words; behind others something else is speaking. */
const foreign = [404, 405, 500, 502, 503, 504]

const refusedWith = (key: string, value: string | number | null | undefined, message: string) => ({
  type: "responseSuccessBody" as const,
  // n8n compares with any value, although its type has texts and numbers only.
  properties: { key, value: value as string, message }
})

/** The connection test: a request without a creator ID, which costs nothing and shows whether the token is accepted. */
export const credentialTest: ICredentialTestRequest = {
  request: {
    baseURL: `={{ $credentials.environment === "custom" ? $credentials.baseUrl.trim() : (${addresses})[$credentials.environment] }}`,
    url: TokenCheck.path,
    ignoreHttpStatusErrors: { ignore: true, except: foreign },
    disableFollowRedirect: true
  },
  rules: [
    ...Failure.codes
      .filter(({ code }) => code !== TokenCheck.accepted)
      // Until July 2026 codes were texts.
      .flatMap(({ code, meaning }) =>
        [code, String(code)].map((value) => refusedWith("code", value, `${meaning.happened.en} ${meaning.advice.en}`))
      ),
    ...[undefined, null, 0, "0"].map((value) => refusedWith("code", value, TokenCheck.foreign.en)),
    // The API says in every response when it was recorded.
    refusedWith("recordTime", undefined, TokenCheck.foreign.en),
    ...TokenCheck.anybodys.map((value) => refusedWith("message", value, TokenCheck.foreign.en)),
    refusedWith("error", "Bad Request", TokenCheck.foreign.en)
  ]
}
