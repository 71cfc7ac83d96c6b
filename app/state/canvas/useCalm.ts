import { usePart } from '../../base/useEditor.ts'
import { isTouched, touchedStore } from './touched.ts'
import { useTab } from '../useTab.ts'

/** Whether no run was requested of this node of the shown tab: that an input is empty is no error yet. */
export function useCalm(node: string): boolean {
  const tab = useTab(({ id }) => id, '')
  return usePart(touchedStore, (state) => !isTouched(state, tab, node))
}
