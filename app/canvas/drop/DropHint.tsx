import { FileDown } from 'lucide-react'
import { usePart } from '../../base/useEditor.ts'
import { useTab } from '../../state/useTab.ts'
import { hoverStore } from './useDrop.ts'

/** Where a drop would go, and what it would do. */
export function DropHint() {
  const { shown, node } = usePart(hoverStore)
  const readOnly = useTab((tab) => tab.readOnly, false)
  if (!shown) return null
  const text =
    node !== null
      ? 'Drop to replace the picture'
      : readOnly
        ? 'Drop a workflow to open it. This workflow is read-only, so pictures cannot be added'
        : 'Drop pictures to add them. Workflows open, also those embedded in a picture'
  return (
    <div className="pointer-events-none absolute inset-0 z-10 grid place-content-center border-2 border-dashed border-accent bg-accent/5">
      <p className="m-0 flex items-center gap-2 rounded-lg border border-line bg-raised px-3 py-2 shadow-[var(--shadow)]">
        <FileDown size={16} aria-hidden className="text-accent" />
        {text}
      </p>
    </div>
  )
}
