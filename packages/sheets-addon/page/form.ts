import { app, ask, emptyForm, learn, paint } from "./app.ts"
import { begin } from "./panels/run.ts"
import { button, details, el, field, hint, input, note, type Piece, select } from "./dom.ts"
import { problems } from "./panels/problems.ts"
import { keepQuery, savedQueries } from "./panels/queries.ts"
import { find, type Option, type Subject, subjects } from "./panels/subjects.ts"
import { say, t } from "./words.ts"

/** What to get, of whom, where to; and what it would cost. */

const set = (change: Partial<typeof app.form>) => {
  app.form = { ...app.form, ...change }
}

const choose = (option: string, value: string) => {
  const { [option]: _, ...others } = app.form.options
  set({ options: value === "" ? others : { ...others, [option]: value } })
}

const subjectSelect = (): HTMLSelectElement => {
  const groups = [...new Map(subjects.map(({ group }) => [group.en, group])).values()]
  const node = el(
    "select",
    { id: "subject" },
    groups.map((group) =>
      el(
        "optgroup",
        { label: say(group) },
        subjects
          .filter((one) => one.group.en === group.en)
          .map(({ id, title }) => el("option", { value: id }, say(title)))
      )
    )
  )
  node.value = app.form.subject
  node.addEventListener("change", () => {
    const { ids, to } = app.form
    app.form = { ...emptyForm, subject: node.value, to, ids: find(node.value).rows === "keywords" ? "" : ids }
    paint()
  })
  return node
}

const optionField = ({ choices, example, kind, name, required, title, usual }: Option): Piece => {
  const id = `option-${name}`
  const value = app.form.options[name] ?? ""
  const unset = usual === undefined ? t().notSet : t().default(say(usual))
  const onChange = (next: string) => choose(name, next)
  const control =
    kind === "choice"
      ? select(id, value, [["", unset], ...choices.map(([key, words]) => [key, say(words)] as const)], onChange)
      : input(
          id,
          value,
          onChange,
          kind === "date" ? { type: "date" } : { placeholder: example ?? (required ? "" : unset) }
        )
  if (required) control.required = true
  return field(required ? `${say(title)} (${t().needed})` : say(title), control)
}

const columnPicker = ({ columns }: Subject): Piece => {
  const usual = columns.filter((column) => column.usual)
  const chosen = new Set(app.form.fields === "" ? usual.map(({ title }) => title.en) : app.form.fields.split("\n"))
  const summary = () => (app.form.fields === "" ? t().usualColumns(usual.length) : t().columns(chosen.size))
  const box = details("columns", "closed", summary())
  const settle = () => {
    const isUsual = chosen.size === usual.length && usual.every(({ title }) => chosen.has(title.en))
    set({
      fields:
        isUsual || chosen.size === 0
          ? ""
          : columns
              .filter(({ title }) => chosen.has(title.en))
              .map(({ title }) => title.en)
              .join("\n")
    })
    box.firstElementChild?.replaceChildren(summary())
  }
  const boxes = columns.map(({ title }, i) => {
    const check = el("input", { id: `column-${i}`, type: "checkbox", checked: chosen.has(title.en) })
    check.addEventListener("change", () => {
      if (check.checked) chosen.add(title.en)
      else chosen.delete(title.en)
      settle()
    })
    return { check, title }
  })
  const only = (these: typeof columns) => () => {
    chosen.clear()
    for (const { title } of these) chosen.add(title.en)
    for (const { check, title } of boxes) check.checked = chosen.has(title.en)
    settle()
  }
  box.append(
    el(
      "div",
      { className: "row start" },
      button("columns-usual", "link", t().usual, only(usual)),
      button("columns-all", "link", t().all, only(columns))
    ),
    el(
      "div",
      { className: "boxes" },
      boxes.map(({ check, title }) => el("label", { className: "check", htmlFor: check.id }, check, say(title)))
    )
  )
  return box
}

const labels = { creators: "ids", videos: "videoIds", keywords: "keyword" } as const

export const formPage = (selection: string): Piece => {
  const subject = find(app.form.subject)
  const search = subject.rows === "keywords"
  if (app.form.ids === "" && !search) set({ ids: selection })
  const ids = input("ids", app.form.ids, (value) => set({ ids: value }), {
    placeholder: search ? "美食" : "Sheet1!A2:A50"
  })
  return [
    savedQueries(),
    field(t().what, subjectSelect(), { hint: say(subject.about) }),
    field(t()[labels[subject.rows]], ids, {
      beside: button("use-selection", "plain fixed", t().useSelection, async () => {
        ids.value = await ask("selection")
        set({ ids: ids.value })
      })
    }),
    subject.options.length > 0 &&
      details(
        "options",
        subject.options.some(({ name, required }) => required || app.form.options[name] !== undefined)
          ? "open"
          : "closed",
        t().options,
        subject.options.map(optionField)
      ),
    columnPicker(subject),
    field(
      t().to,
      input("to", app.form.to, (value) => set({ to: value }), { placeholder: t().newSheet }),
      { hint: t().toHint }
    ),
    button("plan", "main wide", t().plan, async () => {
      app.plan = await ask("plan", app.form)
      paint()
    })
  ]
}

export const figures = (...all: ReadonlyArray<readonly [n: number, label: string, className?: string]>): HTMLElement =>
  el(
    "div",
    { className: "figures" },
    all.map(([n, label, className = ""]) => el("div", { className }, el("b", {}, String(n)), el("span", {}, label)))
  )

export const planPage = ({
  ids,
  left,
  problems: wrong,
  stored,
  toPay,
  unsettled,
  warning
}: NonNullable<typeof app.plan>): Piece => {
  const subject = find(app.form.subject)
  return [
    el(
      "div",
      { className: "card" },
      el("h2", {}, say(subject.title)),
      figures(
        [ids, subject.rows === "keywords" ? t().keywords : t().creators],
        [toPay, t().toPay, "pay"],
        [stored, t().stored]
      ),
      unsettled > 0 && note(t().unsettled(unsettled)),
      left !== undefined && hint(t().leftToday(left)),
      left !== undefined && left < toPay && note(t().tooFew),
      warning !== undefined && note(say(warning)),
      wrong.length > 0 && [hint(t().wrong), problems(wrong)]
    ),
    el(
      "div",
      { className: "row wide" },
      button("change", "plain fixed", t().change, () => {
        app.plan = undefined
        paint()
      }),
      ids > 0 &&
        button("run", "main", t().run(toPay), async () => {
          const job = await ask("start", app.form).catch(async (thrown: unknown) => {
            // Another person's run: the page shows it when it is next drawn.
            learn(await ask("state"))
            throw thrown
          })
          app.plan = undefined
          begin(job)
        })
    ),
    keepQuery(say(subject.title))
  ]
}
