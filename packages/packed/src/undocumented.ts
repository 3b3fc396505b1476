import { join } from "node:path"
import ts from "typescript"

/** The exports of an installed package that have no comment: its own, and those of its namespaces. */
export const undocumented = (folder: string, entries: ReadonlyArray<string>): ReadonlyArray<string> => {
  const program = ts.createProgram(
    entries.map((entry) => join(folder, entry)),
    { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, strict: true, noEmit: true, types: [] }
  )
  const checker = program.getTypeChecker()
  const real = (symbol: ts.Symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)
  const bare = (symbol: ts.Symbol): boolean =>
    ts.displayPartsToString(real(symbol).getDocumentationComment(checker)) === ""
  const exportsOf = (symbol: ts.Symbol, prefix: string): ReadonlyArray<string> =>
    checker.getExportsOfModule(symbol).flatMap((exported) => {
      const target = real(exported)
      const name = `${prefix}${exported.name}`
      return target.flags & ts.SymbolFlags.ValueModule ? exportsOf(target, `${name}.`) : bare(exported) ? [name] : []
    })
  return entries.flatMap((entry) => {
    const source = program.getSourceFile(join(folder, entry))
    const module = source === undefined ? undefined : checker.getSymbolAtLocation(source)
    return module === undefined ? [`${entry} is no module`] : exportsOf(module, "")
  })
}
