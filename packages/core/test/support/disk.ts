import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"

/** A folder of the test file's own, and in it a disk of one megabyte, where this process may mount one. */
export const ownDisk = () => {
  const folder = mkdtempSync(join(tmpdir(), "xingtu-disk-"))
  const disk = join(folder, "disk")
  mkdirSync(disk)
  const mount = () => {
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], { stdio: "ignore" })
      return true
    } catch {
      return false
    }
  }
  const mounted = mount()
  afterAll(() => {
    // A test that failed may still hold a file of it.
    if (mounted) execFileSync("umount", ["-l", disk])
    rmSync(folder, { recursive: true, force: true })
  })
  return { folder, disk, mounted }
}
