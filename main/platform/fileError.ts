import type { ErrorCode } from '#shared/errors.ts'
import { AppError } from '#shared/errors.ts'

/** Descriptions of the system's error codes. */
const meanings: Readonly<Record<string, string>> = {
  EACCES: 'there is no permission',
  EBUSY: 'another program is using it',
  EDQUOT: 'no more room is granted on this disk',
  EEXIST: 'a file is where a folder should be',
  EFBIG: 'it is larger than files may be here',
  EINVAL: 'the name is not possible here',
  EIO: 'the disk failed',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is not a folder',
  EPERM: 'there is no permission',
  EROFS: 'the disk may only be read',
}

/** The system's error code, such as `ENOENT`; '' without one. */
export const systemCode = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''

/**
 * For `catch` after reading `path`: `otherwise` if nothing is there. Rejects with `file.unreadable` for other reasons.
 */
export const whenAbsent =
  <T>(otherwise: T, path: string) =>
  (thrown: unknown): T => {
    const code = systemCode(thrown)
    if (code === 'ENOENT' || code === 'ENOTDIR') return otherwise
    throw unreadable(path, thrown)
  }

/** For `catch` if the system's error about a file does not matter: `otherwise`. Rethrows any other error. */
export const whateverOfFile =
  <T>(otherwise: T) =>
  (thrown: unknown): T => {
    if (systemCode(thrown) === '') throw thrown
    return otherwise
  }

function fileError(code: ErrorCode, verb: string, path: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const system = systemCode(thrown)
  const message = meanings[system] ?? (thrown instanceof Error ? thrown.message : String(thrown))
  return new AppError(code, `${path} cannot be ${verb}: ${message}.`, {
    data: { path, ...(system !== '' && { system }) },
    cause: thrown,
  })
}

/** The error of reading a file, as `file.unreadable` with the path and a readable reason. */
export const unreadable = (path: string, thrown: unknown): AppError =>
  fileError('file.unreadable', 'read', path, thrown)

/** The error of writing a file, as `file.unwritable` with the path and a readable reason. */
export const unwritable = (path: string, thrown: unknown): AppError =>
  fileError('file.unwritable', 'written', path, thrown)
