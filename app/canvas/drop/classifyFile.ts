import { CAPS } from '#shared/document/workflow.ts'
import { bundleLimits } from '#shared/redact/bundleLimits.ts'

/** What happens to a file: it is opened as a workflow, placed on the canvas as a picture, or refused with a reason. */
export type FileVerdict =
  | { readonly kind: 'workflow' }
  | { readonly kind: 'picture' }
  /** A packed run. */
  | { readonly kind: 'archive' }
  | { readonly kind: 'refused'; readonly why: string }

const MEBI = 2 ** 20
const GIBI = 2 ** 30

/** Decides by the first bytes of a file (`head`) whether it is worth reading: what it is, whatever its name says. */
export interface FileFacts {
  readonly name: string
  readonly size: number
  readonly head: Uint8Array
}

/** How many bytes at the start identify a file. */
export const HEAD_BYTES = 64

export function classifyFile({ name, size, head }: FileFacts): FileVerdict {
  if (size === 0) return refuse(`${name} is empty.`)
  if (looksLikeJson(head) || /\.json$/i.test(name)) {
    if (size <= CAPS.file) return { kind: 'workflow' }
    return refuse(`${name} has ${mebi(size)} MiB. A workflow file may have ${CAPS.file / MEBI} MiB.`)
  }
  if (isArchive(head)) {
    if (size <= bundleLimits.archive) return { kind: 'archive' }
    return refuse(
      `${name} has ${mebi(size)} MiB. Exported runs of up to ${bundleLimits.archive / GIBI} GiB can be opened.`,
    )
  }
  if (isPlainText(head)) return refuse(`${name} is a text. ${DROPPABLE}`)
  return { kind: 'picture' }
}

const DROPPABLE =
  'What can be dropped: pictures (PNG, JPEG, WebP, AVIF, GIF), videos, audio, 3D models, workflows (.json) and packed runs (.zip).'

const refuse = (why: string): FileVerdict => ({ kind: 'refused', why })

const mebi = (bytes: number): string => (bytes / MEBI).toFixed(1)

const isArchive = ([p, k, three, four]: Uint8Array): boolean =>
  p === 0x50 && k === 0x4b && three === 3 && four === 4

/** Whether a text starts with an object, after whitespace and a byte order mark. */
const looksLikeJson = (head: Uint8Array): boolean => /^\uFEFF?\s*\{/.test(new TextDecoder().decode(head))

/** Plain text only. Files that begin like a picture, a drawing or a web page are for the host to identify. */
function isPlainText(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head)
  // A character that is cut off at the end says nothing about the file.
  return !/^(?:GIF8|RIFF|\uFEFF?\s*<)/.test(text) && !/[^\P{C}\s\uFEFF]|\uFFFD(?!$)/u.test(text)
}
