import { readConfig } from "@changesets/config"
import type { Config, Package, Packages } from "@changesets/types"
import { getPackages } from "@manypkg/get-packages"

/** The packages that go to npm, and how changesets treats them. */
export interface Workspace {
  readonly packages: Packages
  readonly published: ReadonlyArray<Package>
  readonly config: Config
}

export const open = async (folder: string): Promise<Workspace> => {
  const packages = await getPackages(folder)
  const { config, errors } = await readConfig(folder, packages)
  if (config === undefined) throw new Error(errors.join("\n"))
  return { packages, config, published: packages.packages.filter(({ packageJson }) => packageJson.private !== true) }
}
