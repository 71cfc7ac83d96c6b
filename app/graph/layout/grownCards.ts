import type { FlowNode } from './flowNodes.ts'

/** By how many pixels which cards became higher because their picture is there now, or is a higher one; those that `isNew` alone. */
export function grownCards(
  before: readonly FlowNode[],
  after: readonly FlowNode[],
  isNew: (id: string) => boolean,
): ReadonlyMap<string, number> {
  const grown = new Map<string, number>()
  for (const [index, node] of after.entries()) {
    const known = before[index]
    if (known === node || known?.id !== node.id || !isNew(node.id)) continue
    if (known.type !== 'card' || node.type !== 'card') continue
    const picture = (node.data.layout.preview?.height ?? 0) - (known.data.layout.preview?.height ?? 0)
    const higher = node.data.layout.height - known.data.layout.height
    if (picture > 0 && higher > 0) grown.set(node.id, higher)
  }
  return grown
}
