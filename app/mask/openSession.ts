import { refit } from '#shared/mask/binding.ts'
import type { Binding } from '#shared/mask/binding.ts'
import type { Painting } from '#shared/mask/painting.ts'
import type { Editor } from '../base/editor.ts'
import { loadAlpha, loadMask, loadPicture } from './loadPicture.ts'
import type { OpenMask } from '../state/mask/openMask.ts'
import { fitOf, measure, paintingIn } from '../state/mask/paintingActs.ts'
import type { MaskSession } from './session.ts'
import { createSession } from './session.ts'
import { readIncoming } from '../state/mask/useIncoming.ts'

export interface OpenedSession {
  readonly session: MaskSession
  /** The stored painting, and how it fits the incoming picture; null if there is none. */
  readonly before: { readonly painting: Painting; readonly binding: Binding } | null
}

/** Whether a painting starts from the transparency of its picture. */
const usesAlpha = ({ steps }: Painting): boolean =>
  steps.some((step) => step.tool === 'start' && step.from === 'alpha')

/** Loads all that painting needs. Rejects with a readable error if there is nothing to paint on. */
export async function openSession(
  editor: Editor,
  { node, port, again }: OpenMask,
  onStep: () => void,
): Promise<OpenedSession> {
  const incoming = readIncoming(editor, node, 'image', port)
  if (incoming.kind !== 'known') throw new Error('There is no picture to paint on yet. Run its source first.')
  const picture = await measure(editor, incoming.picture)
  const painting = again ? null : paintingIn(editor, node, port)
  const start = readIncoming(editor, node, 'start', port)
  const [image, mask, alpha] = await Promise.all([
    loadPicture(editor, picture),
    start.kind === 'known' ? loadMask(editor, start.picture.sha256, picture) : undefined,
    painting !== null && usesAlpha(painting) ? loadAlpha(editor, picture) : undefined,
  ])
  const shown = painting === null ? null : refit(painting, picture)
  const session = createSession(editor, {
    picture,
    image,
    steps: shown?.steps ?? [],
    sources: { mask, alpha },
    onStep,
  })
  return {
    session,
    before: painting === null ? null : { painting, binding: fitOf(editor, node, painting, picture) },
  }
}
