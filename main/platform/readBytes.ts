import { open } from 'node:fs/promises'
import { AppError } from '#shared/errors.ts'

/** The bytes of a file, up to `cap`. Rejects with `file.unreadable`, saying why. */
export async function readBytes(path: string, cap: number): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((thrown: unknown) => Promise.reject(unreadable(path, thrown)))
  try {
    const stats = await file.stat()
    if (stats.isFile() && stats.size > cap) throw tooLarge(path, cap)
    // A pipe or device has no size: the cap applies nevertheless.
    const chunks: Uint8Array[] = []
    let total = 0
    for await (const chunk of file.createReadStream({
      autoClose: false,
      end: cap,
    }) as AsyncIterable<Uint8Array>) {
      total += chunk.length
      if (total > cap) throw tooLarge(path, cap)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks, total)
  } catch (thrown) {
    throw unreadable(path, thrown)
  } finally {
    await file.close()
  }
}

const tooLarge = (path: string, cap: number): AppError =>
  new AppError('workflow.unreadable', `${path} is larger than ${Math.round(cap / 2 ** 20)} MiB, the maximum`)

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of its path is not a folder',
  ELOOP: 'its links go round in a circle',
  EMFILE: 'too many files are open',
}

function unreadable(path: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  const why = reasons[code] ?? (code || 'reading it failed')
  return new AppError('file.unreadable', `${path} cannot be read: ${why}`, { cause: thrown })
}
