import { useState } from 'react'
import type { RunRow } from '#shared/api/records.ts'
import { useEditor } from '../base/useEditor.ts'
import { QueueRow, moveRun } from './QueueRow.tsx'

/** The waiting runs, in the order in which they will start. Dragging or their buttons reorder them. */
export function QueueList({ rows }: { readonly rows: readonly RunRow[] }) {
  const editor = useEditor()
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const end = (): void => {
    setDragged(null)
    setOver(null)
  }
  return (
    <ol className="m-0 list-none p-0" aria-label="Waiting runs">
      {rows.map((row, index) => (
        <li
          key={row.id}
          draggable
          className={`${dragged === row.id ? 'opacity-40' : ''} ${over === index && dragged !== null ? 'bg-line/60' : ''}`}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move'
            event.dataTransfer.setData('text/plain', row.name)
            setDragged(row.id)
          }}
          onDragOver={(event) => {
            if (dragged === null) return
            event.preventDefault()
            setOver(index)
          }}
          onDrop={(event) => {
            event.preventDefault()
            // Must not reach the canvas below.
            event.stopPropagation()
            if (dragged !== null && dragged !== row.id) moveRun(editor, dragged, index)
            end()
          }}
          onDragEnd={end}
        >
          <QueueRow row={row} line={{ index, length: rows.length }} />
        </li>
      ))}
    </ol>
  )
}
