import type { Workflow } from '#shared/document/workflow.ts'
import { loaderOf } from '../../graph/acts/mediaLoaders.ts'

/**
 * The node that takes a pasted medium, as it would take one that is dropped on it: the only selected card that loads one.
 * None if several are pasted, or if a cable would hide it.
 */
export function pasteTarget(
  { nodes, edges }: Workflow,
  selected: ReadonlySet<string>,
  media: number,
): string | null {
  const [node, ...more] = nodes.filter(({ id }) => selected.has(id))
  const loader = node === undefined ? null : loaderOf(node)
  if (node === undefined || loader === null || more.length > 0 || media !== 1) return null
  const isFed = edges.some(({ to }) => to.node === node.id && to.port === loader.port)
  return isFed ? null : node.id
}
