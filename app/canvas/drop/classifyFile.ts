import { CAPS } from '#shared/document/workflow.ts'
import { MAX_DROPPED_BYTES } from '#shared/redact/bundleLimits.ts'

/** What is done with a file: it is opened as a workflow, laid on the canvas as a picture, or refused in words. */
export type FileVerdict =
  | { readonly kind: 'workflow' }
  | { readonly kind: 'picture' }
  /** A run that somebody packed. */
  | { readonly kind: 'archive' }
  | { readonly kind: 'refused'; readonly why: string }

const MEBI = 2 ** 20
export const MAX_PICTURE_BYTES = MAX_DROPPED_BYTES

/** Of a file, what says whether it is worth reading. `head` are its first bytes: what it is, whatever it is called. */
export interface FileFacts {
  readonly name: string
  readonly size: number
  readonly head: Uint8Array
}

/** How many of the first bytes tell what a file is. */
export const HEAD_BYTES = 64

export function classifyFile({ name, size, head }: FileFacts): FileVerdict {
  if (size === 0) return refuse(`${name} is empty.`)
  if (looksLikeJson(head) || /\.json$/i.test(name)) {
    if (size <= CAPS.file) return { kind: 'workflow' }
    return refuse(`${name} has ${mebi(size)} MiB. A workflow file may have ${CAPS.file / MEBI} MiB.`)
  }
  if (isArchive(head)) {
    if (size <= MAX_PICTURE_BYTES) return { kind: 'archive' }
    return refuse(
      `${name} has ${mebi(size)} MiB. Exported runs of up to ${MAX_PICTURE_BYTES / MEBI} MiB can be opened here; for larger ones, close the editor and use patchbay import.`,
    )
  }
  if (isPlainText(head)) return refuse(`${name} is a text. ${DROPPABLE}`)
  if (size <= MAX_PICTURE_BYTES) return { kind: 'picture' }
  return refuse(
    `${name} has ${mebi(size)} MiB. Pictures of up to ${MAX_PICTURE_BYTES / MEBI} MiB can be brought in this way; put larger ones beside the workflow's file, and name them there.`,
  )
}

const DROPPABLE =
  'What can be dropped: pictures (PNG, JPEG, WebP, AVIF, GIF), workflows (.json) and packed runs (.zip).'

const refuse = (why: string): FileVerdict => ({ kind: 'refused', why })

const mebi = (bytes: number): string => (bytes / MEBI).toFixed(1)

const isArchive = ([p, k, three, four]: Uint8Array): boolean =>
  p === 0x50 && k === 0x4b && three === 3 && four === 4

/** Whether a text begins as an object does, after spaces and a byte order mark. */
const looksLikeJson = (head: Uint8Array): boolean => /^\uFEFF?\s*\{/.test(new TextDecoder().decode(head))

/** Words alone. What begins as a picture, a drawing or a web page does is for the host to name. */
function isPlainText(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head)
  // A character that was cut off at the end is no sign of anything.
  return !/^(?:GIF8|RIFF|\uFEFF?\s*<)/.test(text) && !/[^\P{C}\s\uFEFF]|\uFFFD(?!$)/u.test(text)
}
