import { bindingOf, refit } from '#shared/mask/binding.ts'
import type { Binding } from '#shared/mask/binding.ts'
import type { Painting } from '#shared/mask/painting.ts'
import type { Editor } from '../base/editor.ts'
import { loadAlpha, loadMask, loadPicture } from './loadPicture.ts'
import type { OpenMask } from '../state/mask/openMask.ts'
import { measure, paintingIn } from '../state/mask/paintingActs.ts'
import type { MaskSession } from './session.ts'
import { createSession } from './session.ts'
import { readIncoming } from '../state/mask/useIncoming.ts'

export interface OpenedSession {
  readonly session: MaskSession
  /** What was painted before, and how it lies on the picture that comes in now; null where nothing was. */
  readonly before: { readonly painting: Painting; readonly binding: Binding } | null
}

/** Whether a painting begins with what is transparent in its picture. */
const usesAlpha = ({ steps }: Painting): boolean =>
  steps.some((step) => step.tool === 'start' && step.from === 'alpha')

/** Gets everything that is needed to paint: rejects in words where there is nothing to paint on. */
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
    before: painting === null ? null : { painting, binding: bindingOf(painting, picture) },
  }
}
