import type { IAuthenticateGeneric, Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from "n8n-workflow"

export class XingtuApi implements ICredentialType {
  name = "xingtuApi"

  displayName = "Xingtu (Just One API) API"

  icon: Icon = { light: "file:../icons/xingtu.svg", dark: "file:../icons/xingtu.dark.svg" }

  documentationUrl = "https://github.com/xingtu/xingtu/tree/main/packages/n8n-node#credential"

  properties: INodeProperties[] = [
    {
      displayName: "Token",
      name: "token",
      type: "string",
      typeOptions: { password: true },
      default: "",
      required: true,
      description: "The token of your Just One API account"
    },
    {
      displayName: "Environment",
      name: "environment",
      type: "options",
      options: [
        { name: "Global", value: "global" },
        { name: "Mainland China (Plain HTTP)", value: "cn" },
        { name: "Custom", value: "custom" }
      ],
      default: "global",
      description: "Where calls go"
    },
    {
      displayName: "Plain HTTP: your token travels in clear and anyone on the way can read it. Choose this only if you accept that.",
      name: "cnNotice",
      type: "notice",
      default: "",
      displayOptions: { show: { environment: ["cn"] } }
    },
    {
      displayName: "Base URL",
      name: "baseUrl",
      type: "string",
      default: "",
      placeholder: "e.g. https://example.com",
      displayOptions: { show: { environment: ["custom"] } }
    }
  ]

  authenticate: IAuthenticateGeneric = { type: "generic", properties: { qs: { token: "={{$credentials.token}}" } } }

  test: ICredentialTestRequest = {
    request: { baseURL: "https://api.justoneapi.com", url: "/ping" }
  }
}
