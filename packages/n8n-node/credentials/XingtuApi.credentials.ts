import type { IAuthenticateGeneric, Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from "n8n-workflow"
import { credentialProperties, credentialTest } from "../src/index.ts"

export class XingtuApi implements ICredentialType {
  name = "xingtuApi"

  displayName = "Xingtu API"

  icon: Icon = { light: "file:../icons/xingtu.svg", dark: "file:../icons/xingtu.dark.svg" }

  documentationUrl = "https://www.npmjs.com/package/n8n-nodes-xingtu#credentials"

  properties: INodeProperties[] = credentialProperties

  authenticate: IAuthenticateGeneric = {
    type: "generic",
    properties: { qs: { token: "={{ $credentials.token.trim() }}" } }
  }

  test: ICredentialTestRequest = credentialTest
}
