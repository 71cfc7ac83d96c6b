import type { NodeProps } from '@xyflow/react'
import { NodeResizer } from '@xyflow/react'
import { memo, useRef } from 'react'
import { changeGroup } from '#shared/document/edits/groups.ts'
import { visibleText } from '#shared/document/visibleText.ts'
import type { Group } from '#shared/document/workflow.ts'
import type { Editor } from '../../base/editor.ts'
import { Button } from '../../base/ui/Button.tsx'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { edit, endAct, undo } from '../../state/tabs.ts'
import { canvasStore, setCanvas } from '../../state/canvas/canvasStore.ts'
import type { FrameNode } from '../../graph/layout/flowNodes.ts'
import { GROUP_COLOURS, colourOf } from '../../graph/model/groups.ts'
import { useTab } from '../../state/useTab.ts'
import { isEnter, isEscape } from '../../base/keys/isEnter.ts'
import { matchesKeys } from '../../base/keys/keys.ts'
import { isMac } from '../../base/keys/platform.ts'

/** A group: a frame with a title and a colour. Nodes that lie completely inside move with it. */
export const Frame = memo(function Frame({ id, selected }: NodeProps<FrameNode>) {
  const editor = useEditor()
  const group = useTab<Group | null>(
    ({ workflow }) => workflow.groups?.find((one) => one.id === id) ?? null,
    null,
  )
  const naming = usePart(canvasStore, (canvas) => canvas.naming === id)
  const readOnly = useTab((tab) => tab.readOnly, false)
  const frame = useRef<HTMLElement>(null)
  if (group === null) return null
  const title = group.title ?? 'Group'
  return (
    <section
      ref={frame}
      tabIndex={selected ? 0 : -1}
      className={`frame ${colourOf(group)} ${selected ? 'selected' : ''}`}
      aria-label={`Group ${title}`}
    >
      <NodeResizer
        isVisible={selected && !readOnly}
        minWidth={120}
        minHeight={80}
        lineClassName="resize-line"
        handleClassName="resize-corner"
        onResize={(_, { x, y, width, height }) =>
          edit(
            editor,
            changeGroup(id, {
              position: { ...group.position, x: Math.round(x), y: Math.round(y) },
              size: { ...group.size, width: Math.round(width), height: Math.round(height) },
            }),
            `resize ${id}`,
          )
        }
        onResizeEnd={() => endAct(editor)}
      />
      <header className="frame-title flex items-center gap-2 px-3">
        {naming ? (
          <input
            className="nodrag field-sizing-content max-w-full min-w-[80px] rounded-[5px] border border-accent bg-canvas px-1"
            aria-label="Title of the group"
            dir="auto"
            defaultValue={title}
            autoFocus
            onFocus={(event) => event.target.select()}
            onBlur={(event) => saveTitle(editor, id, event.target.value)}
            onKeyDown={(event) => {
              event.stopPropagation()
              // A title that was not touched has nothing to undo: the last step is the group.
              if (matchesKeys('Mod+Z', event.nativeEvent, isMac) && event.currentTarget.value === title) {
                event.preventDefault()
                setCanvas(editor, { naming: null })
                undo(editor)
              }
              if (isEnter(event)) saveTitle(editor, id, event.currentTarget.value)
              if (isEscape(event)) setCanvas(editor, { naming: null })
              // The frame itself, from where Tab goes to its colours.
              if (isEnter(event) || isEscape(event)) frame.current?.focus()
            }}
          />
        ) : (
          <span
            className="min-w-0 flex-1 truncate font-medium"
            dir="auto"
            onDoubleClick={(event) => {
              event.stopPropagation()
              if (!readOnly) setCanvas(editor, { naming: id })
            }}
          >
            {title}
          </span>
        )}
        {selected && !readOnly && <Colours group={group} />}
      </header>
    </section>
  )
})

/** No change if the field was left by Esc. */
function saveTitle(editor: Editor, id: string, title: string): void {
  if (editor.get(canvasStore).getState().naming !== id) return
  setCanvas(editor, { naming: null })
  edit(editor, changeGroup(id, { title: visibleText(title) || 'Group' }))
}

function Colours({ group }: { readonly group: Group }) {
  const editor = useEditor()
  const chosen = colourOf(group)
  return (
    <span className="nodrag flex gap-1" role="radiogroup" aria-label="Colour of the group">
      {GROUP_COLOURS.map((colour) => (
        <Button
          key={colour}
          role="radio"
          aria-checked={colour === chosen}
          aria-label={colour}
          title={colour}
          className={`swatch ${colour}`}
          onClick={() => edit(editor, changeGroup(group.id, { color: colour }))}
        />
      ))}
    </span>
  )
}
