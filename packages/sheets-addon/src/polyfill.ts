// Google does not say which V8 runs a script. What the bundle uses from later than ES2020 is made here where it is
// missing.

const define = (target: object, name: string, value: unknown) => {
  if (!(name in target)) Object.defineProperty(target, name, { value, configurable: true, writable: true })
}

const at = function <A>(this: ArrayLike<A>, index: number): A | undefined {
  return this[index < 0 ? this.length + index : index]
}

define(Object, "hasOwn", (target: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(target, key))
define(Array.prototype, "at", at)
define(String.prototype, "replaceAll", function (this: string, from: string | RegExp, to: string) {
  return typeof from === "string" ? this.split(from).join(to) : this.replace(from, to)
})
