import { usePart } from '../../base/useEditor.ts'
import { useTab } from '../useTab.ts'
import { isTouched, touchedStore } from './touched.ts'

/** The name of one LoRA's address among the fields that were left. */
export const loraField = (port: string, index: number): string => `${port}/${index}`

/**
 * Whether the only LoRAs without an address are new ones, whose fields nobody has left yet: that is no error before
 * anything was typed. `paths` are null for an input of another kind.
 */
export function useFreshLora(node: string, port: string, paths: readonly string[] | null): boolean {
  const tab = useTab(({ id }) => id, '')
  return usePart(touchedStore, (state) => {
    const empty = (paths ?? []).flatMap((path, index) => (path.trim() === '' ? [index] : []))
    return empty.length > 0 && empty.every((index) => !isTouched(state, tab, node, loraField(port, index)))
  })
}
