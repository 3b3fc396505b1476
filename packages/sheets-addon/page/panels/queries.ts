import { app, ask, emptyForm, learn, paint } from "../app.ts"
import { button, details, el, field, input, type Piece } from "../dom.ts"
import { t } from "../words.ts"

/** Requests of tables that were kept under a name, to be planned and run again. */

/** The plan of a kept request: what it would cost now, before it runs. */
const plan = (question: typeof app.form) => async () => {
  app.form = { ...emptyForm, ...question }
  app.plan = await ask("plan", app.form)
  paint()
}

export const savedQueries = (): Piece => {
  const queries = app.state?.queries ?? []
  if (queries.length === 0) return false
  return details(
    "queries",
    "closed",
    t().queries(queries.length),
    queries.map(({ name, question }, i) => {
      const again = button(`query-${i}`, "link", name, plan(question))
      const remove = button(`query-${i}-delete`, "link fixed", t().remove, async () => {
        learn(await ask("deleteQuery", name))
        paint()
      })
      again.ariaLabel = t().runAgain(name)
      remove.ariaLabel = t().removeQuery(name)
      return el("div", { className: "row saved" }, again, remove)
    })
  )
}

/** Keeps the request that was planned. */
export const keepQuery = (title: string): Piece => {
  const name = input("query-name", title, () => undefined, { maxLength: 60 })
  return field(t().queryName, name, {
    beside: button("save-query", "plain fixed", t().save, async () => {
      learn(await ask("saveQuery", { name: name.value, question: app.form }))
      paint()
    })
  })
}
