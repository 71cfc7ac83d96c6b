import { usePart } from '../base/useEditor.ts'
import { loadLater } from '../widgets/loadLater.tsx'
import { openMaskStore } from '../state/mask/openMask.ts'

// Loaded only by users who paint.
const MaskEditor = loadLater(async () => (await import('./MaskEditor.tsx')).MaskEditor)

/** The mask editor, where one is open. */
export function MaskOverlay() {
  const open = usePart(openMaskStore, (state) => state.open)
  return open === null ? null : <MaskEditor key={`${open.node} ${open.port}`} open={open} />
}
