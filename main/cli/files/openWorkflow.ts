import { open } from 'node:fs/promises'
import type { Workflow } from '#shared/document/workflow.ts'
import { CAPS } from '#shared/document/workflow.ts'
import type { ReadResult } from '#shared/document/readWorkflow.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { AppError } from '#shared/errors.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { canEmbed } from '#shared/picture/pictureTexts.ts'
import type { Problem } from '#shared/problems/problem.ts'
import { MAX_FILE_BYTES } from '../../assets/workflowFile.ts'
import { findWorkflow } from '../../metadata/findWorkflow.ts'

/** The bytes of a file, up to `cap`. Rejects with `file.unreadable`, saying why. */
export async function readBytes(path: string, cap: number): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((thrown: unknown) => Promise.reject(unreadable(path, thrown)))
  try {
    const stats = await file.stat()
    if (stats.isFile() && stats.size > cap) throw tooLarge(path, cap)
    // A pipe or device tells no size: read no more than the cap all the same.
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
  new AppError(
    'workflow.unreadable',
    `${path} is larger than ${Math.round(cap / 2 ** 20)} MiB, the most that is read`,
  )

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of its path is no folder',
  ELOOP: 'its links go round in a circle',
  EMFILE: 'too many files are open',
}

function unreadable(path: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  const why = reasons[code] ?? (code || 'reading it failed')
  return new AppError('file.unreadable', `${path} cannot be read: ${why}`, { cause: thrown })
}

export type OpenedFile =
  | {
      readonly ok: true
      readonly workflow: Workflow
      readonly notices: readonly Problem[]
      /** What became of a workflow that was not ours, in lines of words. */
      readonly notes: readonly string[]
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * The workflow in a file: one of ours, one of ComfyUI's, or one that a picture carries; or what is wrong with the file.
 * Rejects with `file.unreadable`, `picture.broken` or `picture.large`.
 */
export async function openWorkflow(path: string, registry: Registry): Promise<OpenedFile> {
  const bytes = await readWorkflowBytes(path)
  const direct = canEmbed(bytes) ? noWorkflow : readWorkflow(bytes)
  const found = direct.ok ? null : nameFile(path, () => findWorkflow(bytes, nameOfFile(path), registry))
  const read = found === null ? direct : readWorkflow(found.text)
  if (!read.ok) return read
  // The first notice says that it is newer; the others, what of it was not understood.
  if (read.readOnly) return { ok: false, problems: read.notices.slice(0, 1) }
  return { ok: true, workflow: read.workflow, notices: read.notices, notes: found?.notes ?? [] }
}

/** The bytes of a file that may hold a workflow: a picture may be larger than one. Rejects with `file.unreadable`. */
export const readWorkflowBytes = (path: string): Promise<Uint8Array> =>
  readBytes(path, isPicture(path) ? MAX_FILE_BYTES : CAPS.file)

/** What is wrong with a picture, with the name of its file before it. */
export function nameFile<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    throw new AppError(thrown.code, `${path}: ${thrown.message}`, { data: thrown.data, cause: thrown })
  }
}

const noWorkflow: ReadResult = {
  ok: false,
  problems: [{ code: 'shape', path: [], message: 'this picture carries no workflow' }],
}

const isPicture = (path: string): boolean => /\.(png|jpe?g|webp)$/i.test(path)

/** What a file without a name of its own is called. */
export const nameOfFile = (path: string): string =>
  path.replace(/^.*[/\\]/, '').replace(/(\.patchbay)?\.json$|\.(png|jpe?g|webp)$/i, '')
