import { open } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { AppError } from '#shared/errors.ts'
import type { HostEvent } from '#shared/ipc/contract.ts'
import type { Handlers } from '#shared/ipc/serve.ts'
import { unreadable } from '../services/fileError.ts'
import type { Wish } from './deepLink.ts'

/** The most bytes that are read of a file: a workflow has 16 MiB at most, a picture that carries one may be larger. */
const LARGEST = { workflow: 16 * 2 ** 20, picture: 256 * 2 ** 20 } as const

/**
 * A wish as the page hears it: a workflow to be shown. Nothing runs and nothing is fetched. Rejects with `file.unreadable`,
 * or as `handover.fromPicture` does.
 */
export async function openWish(
  wish: Wish,
  handlers: Pick<Handlers, 'handover.fromPicture'>,
): Promise<Extract<HostEvent, { type: 'opened' }>> {
  if (wish.open === 'preview') return { type: 'opened', name: wish.name, text: wish.text }
  const file = basename(wish.path)
  const name = file.replace(/\.json$/i, '').replace(/\.patchbay$/i, '') || file
  const isPicture = extname(file).toLowerCase() !== '.json'
  const bytes = await readCapped(wish.path, isPicture ? LARGEST.picture : LARGEST.workflow)
  const text = isPicture ? '' : bytes.toString('utf8')
  if (readWorkflow(text).ok) return { type: 'opened', name: name.slice(0, 200), text }
  // A picture, or a file of another program.
  const base64 = bytes.toString('base64')
  const found = await handlers['handover.fromPicture']({ name: file.slice(0, 300), base64, asset: null })
  // The page says what is wrong with it.
  if (found === null && !isPicture) return { type: 'opened', name: name.slice(0, 200), text }
  if (found === null)
    throw new AppError(
      'file.unreadable',
      `${file} carries no workflow. Drop it on a canvas to use it as a picture.`,
    )
  return { type: 'opened', name: found.name, text: found.text }
}

async function readCapped(path: string, largest: number): Promise<Buffer> {
  try {
    const file = await open(path, 'r')
    try {
      const stat = await file.stat()
      if (!stat.isFile()) throw new AppError('file.unreadable', `${path} is no file.`)
      if (stat.size > largest)
        throw new AppError('file.unreadable', `${path} is larger than any file that can be opened.`)
      return await file.readFile()
    } finally {
      await file.close()
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : unreadable(path, thrown)
  }
}
