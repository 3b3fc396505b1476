import type { Changeset, Package, ReleasePlan } from "@changesets/types"

/**
 * The changesets that packages need because they bundle another package of the plan.
 * They take it as a devDependency, so that their users install nothing, and changesets leaves devDependencies alone.
 */
export const bundlers = (plan: ReleasePlan, published: ReadonlyArray<Package>): ReadonlyArray<Changeset> => {
  const released = new Map(
    plan.releases.filter(({ type }) => type !== "none").map((release) => [release.name, release.newVersion])
  )
  return published
    .filter(({ packageJson }) => !released.has(packageJson.name))
    .flatMap(({ packageJson: { name, devDependencies = {} } }) => {
      const bundled = Object.keys(devDependencies).filter((dependency) => released.has(dependency))
      if (bundled.length === 0) return []
      const summary = `Bundles ${bundled.map((dependency) => `${dependency} ${released.get(dependency)}`).join(" and ")}.`
      return [{ releases: [{ name, type: "patch" as const }], summary }]
    })
}
