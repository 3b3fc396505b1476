// Loaded into every n8n process: a connection to another machine is refused and written down, unless it is to a
// neighbour that stands in here.
import { appendFileSync } from "node:fs"
import { Socket } from "node:net"

const log = process.env["XINGTU_OFFLINE_LOG"] ?? ""
const here = /^(localhost|127(\.\d{1,3}){3}|::1|::ffff:127\.0\.0\.1|0\.0\.0\.0|::)?$/
const { connect } = Socket.prototype

const neighbours = JSON.parse(process.env["XINGTU_NEIGHBOURS"] ?? '{"hosts":[]}') as {
  readonly hosts: ReadonlyArray<string>
  readonly port?: number
}

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
  if (neighbours.hosts.includes(host)) {
    // TLS goes on with the name that was asked for.
    const [options, ...rest] = (Array.isArray(args[0]) ? args[0] : args) as ReadonlyArray<object | (() => void)>
    const here = { ...options, host: "127.0.0.1", port: neighbours.port }
    return Reflect.apply(connect, this, [here, ...rest.filter((one) => typeof one === "function")]) as Socket
  }
  appendFileSync(log, `outside ${host}\n`)
  process.nextTick(() =>
    this.destroy(Object.assign(new Error(`No calls outside this machine: ${host}`), { code: "ECONNREFUSED" }))
  )
  return this
}
