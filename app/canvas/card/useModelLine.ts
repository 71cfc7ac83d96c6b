import { modelLine } from '../../state/engines.ts'
import { useView } from '../../state/use.ts'
import { useNode } from '../../state/useTab.ts'

/** The second line of a card: its model and engine; '' if it has none, or no room for it. */
export function useModelLine(id: string): string {
  const type = useNode(
    id,
    (node, registry) => (node.collapsed === true ? undefined : registry.get(node.type)),
    undefined,
  )
  return useView((view) => (type === undefined ? '' : modelLine(view, type)))
}
