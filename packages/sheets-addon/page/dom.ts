import type { Words } from "@xingtu/core"
import { both, say, t } from "./words.ts"

/** Pieces of a page. Texts are texts, never HTML. */

export type Piece = Node | string | false | undefined | ReadonlyArray<Piece>

type Props<E> = Partial<Omit<E, "style">> & {
  readonly style?: string
  readonly [aria: `aria-${string}`]: string | undefined
  readonly role?: string | undefined
}

const flat = (pieces: ReadonlyArray<Piece>): ReadonlyArray<Node | string> =>
  pieces.flatMap((piece): ReadonlyArray<Node | string> =>
    piece === false || piece === undefined || piece === ""
      ? []
      : typeof piece === "string" || piece instanceof Node
        ? [piece]
        : flat(piece)
  )

export const el = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props<HTMLElementTagNameMap[K]> = {},
  ...children: ReadonlyArray<Piece>
): HTMLElementTagNameMap[K] => {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined) continue
    if (name in node && name !== "style") Reflect.set(node, name, value)
    else node.setAttribute(name, String(value))
  }
  node.append(...flat(children))
  return node
}

export const byId = (id: string): HTMLElement => {
  const node = document.getElementById(id)
  if (node === null) throw new Error(`The page has no ${id}.`)
  return node
}

/** Shows something in a place. Who was at a control stays at it, if it is still there. */
export const show = (place: HTMLElement, ...pieces: ReadonlyArray<Piece>): void => {
  const at = document.activeElement
  const held = place !== at && place.contains(at)
  place.replaceChildren(...flat(pieces))
  if (held) (document.getElementById(at?.id ?? "") ?? byId("main")).focus({ preventScroll: true })
}

/** Tells those who do not see the page. */
export const announce = (text: string): void => {
  byId("status").textContent = text
}

const isWords = (thrown: unknown): thrown is Words =>
  typeof thrown === "object" && thrown !== null && "en" in thrown && "zh" in thrown

/** What the document told in both languages, or that Google did not answer. */
export const problem = (thrown: unknown): HTMLElement =>
  el("div", { className: "problem", role: "alert" }, say(isWords(thrown) ? thrown : both(({ lost }) => lost)))

/** What went wrong before says nothing about what is tried now. */
const forgive = (main: HTMLElement): void => main.querySelectorAll(":scope > .problem").forEach((node) => node.remove())

export const fail = (thrown: unknown): void => {
  const main = byId("main")
  forgive(main)
  const shown = problem(thrown)
  main.append(shown)
  shown.scrollIntoView({ block: "nearest" })
}

/** A button that says that it works, and cannot be pressed meanwhile. */
export const button = (id: string, className: string, text: string, work: () => unknown): HTMLButtonElement => {
  const node = el("button", { id, className, type: "button", textContent: text })
  node.addEventListener("click", async () => {
    if (node.ariaBusy === "true") return
    node.ariaBusy = "true"
    node.textContent = t().working
    forgive(byId("main"))
    try {
      await work()
    } catch (thrown) {
      fail(thrown)
    } finally {
      node.ariaBusy = null
      node.textContent = text
    }
  })
  return node
}

/** A control under its label; what stands beside the control is not labelled. */
export const field = (
  text: string,
  control: HTMLElement,
  { beside, hint }: { readonly beside?: HTMLElement; readonly hint?: string } = {}
): Piece => {
  if (hint !== undefined) control.setAttribute("aria-describedby", `${control.id}-hint`)
  return [
    el("label", { htmlFor: control.id }, text),
    beside === undefined ? control : el("div", { className: "row" }, control, beside),
    hint !== undefined && el("p", { className: "hint", id: `${control.id}-hint` }, hint)
  ]
}

export const hint = (...text: ReadonlyArray<Piece>): HTMLElement => el("p", { className: "hint" }, ...text)

export const note = (...text: ReadonlyArray<Piece>): HTMLElement => el("div", { className: "note" }, ...text)

export const input = (
  id: string,
  value: string,
  onInput: (value: string) => void,
  props: Props<HTMLInputElement> = {}
): HTMLInputElement => {
  const node = el("input", { id, type: "text", value, autocomplete: "off", ...props })
  // What is no number at all reads as empty, which would be no limit.
  node.addEventListener("input", () => node.validity.badInput || onInput(node.value.trim()))
  return node
}

/** Whether what stands in the number fields of the page are numbers; the browser says at the first that is none. */
export const numbersHold = (): boolean =>
  [...byId("main").querySelectorAll<HTMLInputElement>("input[type=number]")].every(
    (node) => !node.validity.badInput || node.reportValidity()
  )

export const select = (
  id: string,
  value: string,
  choices: ReadonlyArray<readonly [value: string, text: string]>,
  onChange: (value: string) => void
): HTMLSelectElement => {
  const node = el(
    "select",
    { id },
    choices.map(([key, text]) => el("option", { value: key }, text))
  )
  node.value = value
  node.addEventListener("change", () => onChange(node.value))
  return node
}

/** A box as HTML has it: ticked or not. */
export const check = (
  id: string,
  checked: boolean,
  onChange: (box: HTMLInputElement) => unknown,
  ...text: ReadonlyArray<Piece>
): HTMLElement => {
  const box = el("input", { id, type: "checkbox", checked })
  box.addEventListener("change", () => onChange(box))
  return el("label", { className: "check", htmlFor: id }, box, el("span", {}, ...text))
}

export const details = (
  id: string,
  at: "open" | "closed",
  summary: string,
  ...inside: ReadonlyArray<Piece>
): HTMLDetailsElement =>
  el("details", { id, open: at === "open" }, el("summary", { id: `${id}-summary` }, summary), ...inside)
