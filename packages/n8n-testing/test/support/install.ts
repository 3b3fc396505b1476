// Once per test run: the package as it would be published.
import type { TestProject } from "vitest/node"
import { installPackage } from "../../host/install.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the installed package. */
    readonly installed: string
  }
}

export default async (project: TestProject) => {
  const installed = await installPackage()
  project.provide("installed", installed.folder)
  return () => installed[Symbol.dispose]()
}
