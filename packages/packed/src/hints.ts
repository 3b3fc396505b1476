import { join } from "node:path"
import ts from "typescript"

/** What an editor shows over a name. */
export interface Hint {
  /** The words of its comment. */
  readonly words: string
  readonly type: string
}

/** What an editor shows over the names in a file of this folder. */
export const hints = (folder: string, file: string, names: ReadonlyArray<string>): Readonly<Record<string, Hint>> => {
  const path = join(folder, file)
  const program = ts.createProgram([path], {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    noEmit: true,
    types: []
  })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(path)
  const found: Record<string, Hint> = {}
  const visit = (node: ts.Node): void => {
    if (
      ts.isIdentifier(node) &&
      names.includes(node.text) &&
      (ts.isPropertyAccessExpression(node.parent) || ts.isPropertyAssignment(node.parent))
    ) {
      const contextual =
        ts.isPropertyAssignment(node.parent) && ts.isObjectLiteralExpression(node.parent.parent)
          ? checker.getContextualType(node.parent.parent)?.getProperty(node.text)
          : checker.getSymbolAtLocation(node)
      found[node.text] = {
        words: ts.displayPartsToString(contextual?.getDocumentationComment(checker)),
        type: checker.typeToString(checker.getTypeAtLocation(node), undefined, ts.TypeFormatFlags.NoTruncation)
      }
    }
    ts.forEachChild(node, visit)
  }
  if (source !== undefined) visit(source)
  return found
}
