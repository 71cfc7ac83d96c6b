import { mkdirSync, readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

/** The required free space in bytes: ten times what the tests ever use. */
const LEAST_ROOM = 4 * 2 ** 30

/**
 * A folder in memory for the files of tests: thousands of libraries, each of which waits for the disk at every recorded
 * step. None of them is needed after a power loss. Null if the system has no such folder, it is small, or programs may
 * not be started from it: then the tests write to the disk.
 *
 * @param {string} [path] Where Linux has one.
 * @returns {string | null}
 */
export function memoryFolder(path = '/dev/shm') {
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8').split('\n')
    // The last mount at a path is the visible one.
    const [, , type, options = ''] = mounts.findLast((line) => line.split(' ')[1] === path)?.split(' ') ?? []
    if (type !== 'tmpfs' || options.split(',').some((option) => option === 'noexec' || option === 'ro'))
      return null
    const { bavail, bsize } = statfsSync(path)
    if (bavail * bsize < LEAST_ROOM) return null
    const folder = join(path, `patchbay-${process.getuid?.() ?? ''}`)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return folder
  } catch {
    return null
  }
}
