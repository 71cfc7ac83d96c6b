import { usePart } from '../../base/useEditor.ts'
import { useTab } from '../useTab.ts'
import { isTouched, touchedStore } from './touched.ts'

/**
 * Whether LoRAs of a node have no address and no run was requested of it: that is no error before. `paths` are null for
 * an input of another kind.
 */
export function useFreshLora(node: string, paths: readonly string[] | null): boolean {
  const tab = useTab(({ id }) => id, '')
  const hasEmpty = paths?.some((path) => path.trim() === '') === true
  return usePart(touchedStore, (state) => hasEmpty && !isTouched(state, tab, node))
}
