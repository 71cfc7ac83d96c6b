import { usePart } from '../../base/useEditor.ts'
import { isTouched, touchedStore } from './touched.ts'
import { useTab } from '../useTab.ts'

/** Whether the user has not touched this field of the shown tab: that it is empty is no error yet. */
export function useCalm(node: string, port: string): boolean {
  const tab = useTab(({ id }) => id, '')
  return usePart(touchedStore, (state) => !isTouched(state, tab, node, port))
}
