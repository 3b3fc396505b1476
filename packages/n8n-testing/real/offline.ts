// Loaded into every n8n process: a connection to another machine is refused and written down.
import { appendFileSync } from "node:fs"
import { Socket } from "node:net"

const log = process.env["XINGTU_OFFLINE_LOG"] ?? ""
const here = /^(localhost|127(\.\d{1,3}){3}|::1|::ffff:127\.0\.0\.1|0\.0\.0\.0|::)?$/
const { connect } = Socket.prototype

// So that the test can tell that the guard was there.
appendFileSync(log, `guarded ${process.pid}\n`)

/** Node hands on either an options object or a list that begins with one. */
const hostOf = (first: unknown): string => {
  const options: unknown = Array.isArray(first) ? first[0] : first
  if (typeof options !== "object" || options === null) return ""
  return "host" in options && !("path" in options && options.path) ? String(options.host ?? "") : ""
}

Socket.prototype.connect = function (this: Socket, ...args: Array<unknown>): Socket {
  const host = hostOf(args[0])
  if (here.test(host)) return Reflect.apply(connect, this, args) as Socket
  appendFileSync(log, `outside ${host}\n`)
  process.nextTick(() =>
    this.destroy(Object.assign(new Error(`No calls outside this machine: ${host}`), { code: "ECONNREFUSED" }))
  )
  return this
}
