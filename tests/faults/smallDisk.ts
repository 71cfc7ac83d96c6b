import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A real file system in memory, of a size that can be changed while it is in use. */
export interface SmallDisk {
  readonly path: string
  /** `size` as mount takes it: `300k`, `8m`. */
  resize(size: string): void
  readOnly(on: boolean): void
  remove(): void
}

/** Mounts a disk. Throws if this machine does not allow it. */
export function mountSmallDisk(size: string): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'patchbay-disk-'))
  const mount = (...args: readonly string[]): void => void execFileSync('mount', args, { stdio: 'pipe' })
  mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path)
  return {
    path,
    resize: (to) => mount('-o', `remount,size=${to}`, path),
    readOnly: (on) => mount('-o', `remount,${on ? 'ro' : 'rw'}`, path),
    remove() {
      execFileSync('umount', ['-l', path], { stdio: 'pipe' })
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** Why no disk can be mounted here, or null. */
export function whyNoDisk(): string | null {
  try {
    mountSmallDisk('64k').remove()
    return null
  } catch (thrown) {
    return thrown instanceof Error ? (thrown.message.split('\n')[1] ?? thrown.message) : String(thrown)
  }
}
