export { defaults, type EndpointId, type Settings, ttl } from "../settings/Settings.ts"
