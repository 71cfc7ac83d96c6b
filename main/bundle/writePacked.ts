import { join } from 'node:path'
import { unwritable } from '../platform/fileError.ts'
import { writeNew } from '../platform/writeNew.ts'
import type { PackedRun } from './packRun.ts'

/**
 * Writes a packed run to a new file; no file is replaced. Resolves with its path. Rejects with `file.unwritable`, or as
 * reading its assets does.
 */
export async function writePacked(
  folder: string,
  name: string,
  ending: string,
  { archive }: Pick<PackedRun, 'archive'>,
): Promise<string> {
  try {
    return await writeNew(folder, name, ending, archive)
  } catch (thrown) {
    throw unwritable(join(folder, `${name}.${ending}`), thrown)
  }
}
