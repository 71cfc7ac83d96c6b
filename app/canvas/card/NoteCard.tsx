import type { NodeProps } from '@xyflow/react'
import { NodeResizer } from '@xyflow/react'
import { memo, useLayoutEffect, useRef } from 'react'
import { resizeNode, setValue } from '#shared/document/edits/nodes.ts'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { edit, endAct } from '../../state/tabs.ts'
import { canvasStore, setCanvas } from '../../state/canvas/canvasStore.ts'
import type { FrameNode } from '../../graph/layout/flowNodes.ts'
import { moveTo } from '../../graph/model/moveTo.ts'
import { useNode, useTab } from '../../state/useTab.ts'

/** A note: text on the canvas. It never runs and has no ports. */
export const NoteCard = memo(function NoteCard({ id, selected }: NodeProps<FrameNode>) {
  const editor = useEditor()
  const text = useNode(id, ({ values }) => (typeof values?.['text'] === 'string' ? values['text'] : ''), '')
  const readOnly = useTab((tab) => tab.readOnly, false)
  const isAt = usePart(canvasStore, ({ focused }) => focused === id)
  const isWritten = usePart(canvasStore, ({ naming }) => naming === id)
  const field = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    if (!isWritten) return
    field.current?.focus({ preventScroll: true })
    setCanvas(editor, { naming: null })
  }, [editor, isWritten])
  return (
    <article
      className={`card note ${selected ? 'selected' : ''}`}
      data-card={id}
      role="group"
      aria-label="Note"
      tabIndex={isAt ? 0 : -1}
      onFocus={() => {
        if (!isAt) setCanvas(editor, { focused: id })
      }}
    >
      <NodeResizer
        isVisible={selected && !readOnly}
        minWidth={160}
        minHeight={64}
        lineClassName="resize-line"
        handleClassName="resize-corner"
        onResize={(_, { x, y, width, height }) => {
          const move = moveTo(new Map([[id, { x, y }]]))
          const resize = resizeNode(id, { width: Math.round(width), height: Math.round(height) })
          edit(editor, (workflow) => resize(move(workflow)), `resize ${id}`)
        }}
        onResizeEnd={() => endAct(editor)}
      />
      <textarea
        ref={field}
        className={`size-full resize-none border-0 bg-transparent p-3 leading-[18px] outline-none ${selected ? 'nodrag nowheel' : 'pointer-events-none'}`}
        aria-label="Text of the note"
        dir="auto"
        value={text}
        readOnly={readOnly}
        tabIndex={selected ? 0 : -1}
        placeholder="Write a note"
        onChange={(event) => edit(editor, setValue(id, 'text', event.target.value), `${id} text`)}
        onBlur={() => endAct(editor)}
      />
    </article>
  )
})
