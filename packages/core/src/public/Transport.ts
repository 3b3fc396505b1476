export type { Get, Options, Reply } from "../api/Transport.ts"
export { make, noReply, NoReply, Transport } from "../api/Transport.ts"
