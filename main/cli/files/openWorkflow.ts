import type { Workflow } from '#shared/document/workflow.ts'
import { CAPS } from '#shared/document/workflow.ts'
import type { ReadResult } from '#shared/document/readWorkflow.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { AppError } from '#shared/errors.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { canEmbed } from '#shared/picture/pictureTexts.ts'
import type { Problem } from '#shared/problems/problem.ts'
import { MAX_PICTURE_FILE_BYTES } from '../../host/files/inspectPicture.ts'
import { readBytes } from '../../platform/readBytes.ts'
import { findWorkflow } from '../../metadata/findWorkflow.ts'

export type OpenedFile =
  | {
      readonly ok: true
      readonly workflow: Workflow
      readonly notices: readonly Problem[]
      /** The report of converting a foreign workflow, line by line. */
      readonly notes: readonly string[]
    }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * The workflow in a file: one of ours, one of ComfyUI's, or one embedded in a picture; or what is wrong with the file.
 * Rejects with `file.unreadable`, `picture.broken` or `picture.large`.
 */
export async function openWorkflow(path: string, registry: Registry): Promise<OpenedFile> {
  const bytes = await readWorkflowBytes(path)
  const direct = canEmbed(bytes) ? noWorkflow : readWorkflow(bytes)
  const found = direct.ok ? null : nameFile(path, () => findWorkflow(bytes, nameOfFile(path), registry))
  const read = found === null ? direct : readWorkflow(found.text)
  if (!read.ok) return read
  // The first notice says that it is newer; the others, what was not understood.
  if (read.readOnly) return { ok: false, problems: read.notices.slice(0, 1) }
  return { ok: true, workflow: read.workflow, notices: read.notices, notes: found?.notes ?? [] }
}

/**
 * The bytes of a file that may contain a workflow: a picture may be larger than one. Rejects with `file.unreadable`.
 */
export const readWorkflowBytes = (path: string): Promise<Uint8Array> =>
  readBytes(path, isPicture(path) ? MAX_PICTURE_FILE_BYTES : CAPS.file)

/** The error of a picture, prefixed with its file name. */
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
  problems: [{ code: 'shape', path: [], message: 'this picture contains no workflow' }],
}

const isPicture = (path: string): boolean => /\.(png|jpe?g|webp)$/i.test(path)

/** The name for a file without one of its own. */
export const nameOfFile = (path: string): string =>
  path.replace(/^.*[/\\]/, '').replace(/(\.patchbay)?\.json$|\.(png|jpe?g|webp)$/i, '')
