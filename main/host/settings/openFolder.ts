import { mkdir } from 'node:fs/promises'
import { AppError } from '#shared/errors.ts'
import { unwritable } from '../../platform/fileError.ts'

/** Shows a folder, which is made if there is none. Rejects with `input.invalid` where files cannot be shown. */
export async function openFolder(
  folder: string,
  reveal: ((path: string) => void) | undefined,
): Promise<void> {
  if (reveal === undefined)
    throw new AppError('input.invalid', 'This computer cannot show folders here. Copy the path instead.')
  await mkdir(folder, { recursive: true }).catch((thrown: unknown) => {
    throw unwritable(folder, thrown)
  })
  reveal(folder)
}
