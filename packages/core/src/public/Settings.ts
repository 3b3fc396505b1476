export { defaults, type Settings, ttl } from "../settings/Settings.ts"
