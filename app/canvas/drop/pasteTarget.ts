import type { Workflow } from '#shared/document/workflow.ts'
import { LOAD_IMAGE, PICTURE_PORT } from './placePictures.ts'

/**
 * The node that takes a pasted picture, as it would take one that is dropped on it: the only selected picture card.
 * None if several pictures are pasted, or if a cable would hide the picture.
 */
export function pasteTarget(
  { nodes, edges }: Workflow,
  selected: ReadonlySet<string>,
  pictures: number,
): string | null {
  const [node, ...more] = nodes.filter(({ id }) => selected.has(id))
  if (node?.type !== LOAD_IMAGE || more.length > 0 || pictures !== 1) return null
  const isFed = edges.some(({ to }) => to.node === node.id && to.port === PICTURE_PORT)
  return isFed ? null : node.id
}
