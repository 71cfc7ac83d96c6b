import { setValue } from '#shared/document/edits/nodes.ts'
import { bindingOf, keepPositions, refit } from '#shared/mask/binding.ts'
import type { Binding, IncomingPicture } from '#shared/mask/binding.ts'
import type { PaintedPicture, Painting } from '#shared/mask/painting.ts'
import { readPainting } from '#shared/mask/painting.ts'
import type { Editor } from '../../base/editor.ts'
import { mediaUrl } from '../../base/host.ts'
import { activeTab, edit, endAct } from '../tabs.ts'
import { lockSeeds } from './lockSeeds.ts'
import type { Answer } from './openPrompt.ts'
import { answerPrompt } from './openPrompt.ts'

/** A painting is plain JSON except for absent fields, which a file does not have either. */
export const toJson = (painting: Painting): Answer => JSON.parse(JSON.stringify(painting)) as Answer

/**
 * Puts a painting into its node, as part of the undo step that `key` names; without a key, as a step of its own. The
 * picture that it is on stays: the seeds of what makes it are kept, unless the mask is for every picture.
 */
export function putPainting(
  editor: Editor,
  node: string,
  port: string,
  painting: Painting,
  key: string | null = null,
): void {
  const put = setValue(node, port, toJson(painting))
  const forEvery = isForEvery(editor, node)
  edit(editor, (before) => (forEvery ? put(before) : lockSeeds(put(before), node)), key)
  if (key === null) endAct(editor)
}

const isForEvery = (editor: Editor, node: string): boolean =>
  activeTab(editor)?.workflow.nodes.find(({ id }) => id === node)?.values?.['everyPicture'] === true

/** How the painting of a node fits a picture: one that is for every picture fits each. */
export const fitOf = (editor: Editor, node: string, painting: Painting, picture: PaintedPicture): Binding =>
  isForEvery(editor, node) ? 'same' : bindingOf(painting, picture)

/** The painting in a node of the shown tab; null if there is none that can be read. */
export function paintingIn(editor: Editor, node: string, port: string): Painting | null {
  const values = activeTab(editor)?.workflow.nodes.find(({ id }) => id === node)?.values
  const read = readPainting(values !== undefined && Object.hasOwn(values, port) ? values[port] : undefined)
  return read.ok ? read.painting : null
}

/** The size of a picture, from its metadata or else from its file. Rejects if it cannot be shown. */
export async function measure(
  editor: Editor,
  { sha256, width, height }: IncomingPicture,
): Promise<PaintedPicture> {
  if (width !== undefined && height !== undefined) return { sha256, width, height }
  const image = new Image()
  image.src = mediaUrl(editor, sha256)
  await image.decode()
  return { sha256, width: image.naturalWidth, height: image.naturalHeight }
}

/** Transfers a mask to another picture: `keep` leaves it on the same pixels, `refit` scales it with the picture. */
export async function transferMask(
  editor: Editor,
  node: string,
  port: string,
  incoming: IncomingPicture,
  how: 'keep' | 'refit',
): Promise<void> {
  // Loaded here: drawing a mask is a large part of the painter, and the first view needs none of it.
  const [picture, { drawPreview }] = await Promise.all([measure(editor, incoming), import('./preview.ts')])
  const painting = paintingIn(editor, node, port)
  if (painting === null) return
  const moved = how === 'keep' ? keepPositions(painting, picture) : refit(painting, picture)
  const shown = { ...moved, preview: drawPreview(moved) }
  putPainting(editor, node, port, shown)
  await answerPrompt(editor, node, port, toJson(shown))
}
