import type { FlowNode } from './flowNodes.ts'

/**
 * Returns by how many pixels each card has grown because it now has a picture, or a higher one; only for nodes for
 * which `isNew` holds.
 */
export function grownCards(
  before: readonly FlowNode[],
  after: readonly FlowNode[],
  isNew: (id: string) => boolean,
): ReadonlyMap<string, number> {
  const grown = new Map<string, number>()
  for (const [index, node] of after.entries()) {
    const previous = before[index]
    if (previous === node || previous?.id !== node.id || !isNew(node.id)) continue
    if (previous.type !== 'card' || node.type !== 'card') continue
    const picture = (node.data.layout.preview?.height ?? 0) - (previous.data.layout.preview?.height ?? 0)
    const higher = node.data.layout.height - previous.data.layout.height
    if (picture > 0 && higher > 0) grown.set(node.id, higher)
  }
  return grown
}
