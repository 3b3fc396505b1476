export { defaults, type EndpointId, type QuotaSettings, type Settings, ttl } from "../settings/Settings.ts"
