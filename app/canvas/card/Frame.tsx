import type { NodeProps } from '@xyflow/react'
import { NodeResizer } from '@xyflow/react'
import { memo } from 'react'
import { useStore } from 'zustand'
import { changeGroup } from '#shared/document/edits/groups.ts'
import type { Group } from '#shared/document/workflow.ts'
import { edit, endAct } from '../../stores/tabs.ts'
import { canvasStore, setCanvas } from '../canvasStore.ts'
import type { FrameNode } from '../layout/flowNodes.ts'
import { GROUP_COLOURS, colourOf } from '../model/groups.ts'
import { useTab } from '../useTab.ts'

/** A group: a frame with a title and a colour. What lies whole inside it moves along. */
export const Frame = memo(function Frame({ id, selected }: NodeProps<FrameNode>) {
  const group = useTab<Group | null>(
    ({ workflow }) => workflow.groups?.find((one) => one.id === id) ?? null,
    null,
  )
  const naming = useStore(canvasStore, (canvas) => canvas.naming === id)
  if (group === null) return null
  const title = group.title ?? 'Group'
  return (
    <section
      className={`frame ${colourOf(group)} ${selected ? 'selected' : ''}`}
      aria-label={`Group ${title}`}
    >
      <NodeResizer
        isVisible={selected}
        minWidth={120}
        minHeight={80}
        lineClassName="resize-line"
        handleClassName="resize-corner"
        onResize={(_, { x, y, width, height }) =>
          edit(changeGroup(id, { position: { x, y }, size: { width, height } }), `resize ${id}`)
        }
        onResizeEnd={() => endAct()}
      />
      <header className="frame-title flex items-center gap-2 px-3">
        {naming ? (
          <input
            className="nodrag min-w-0 flex-1 rounded-[5px] border border-accent bg-canvas px-1"
            aria-label="Title of the group"
            defaultValue={title}
            autoFocus
            ref={(field) => field?.select()}
            onBlur={(event) => {
              setCanvas({ naming: null })
              edit(changeGroup(id, { title: event.target.value.trim() || 'Group' }))
            }}
            onKeyDown={(event) => {
              event.stopPropagation()
              if (event.key === 'Enter') event.currentTarget.blur()
              if (event.key === 'Escape') setCanvas({ naming: null })
            }}
          />
        ) : (
          <span
            className="min-w-0 flex-1 truncate font-medium"
            onDoubleClick={(event) => {
              event.stopPropagation()
              setCanvas({ naming: id })
            }}
          >
            {title}
          </span>
        )}
        {selected && <Colours group={group} />}
      </header>
    </section>
  )
})

function Colours({ group }: { readonly group: Group }) {
  const chosen = colourOf(group)
  return (
    <span className="nodrag flex gap-1" role="radiogroup" aria-label="Colour of the group">
      {GROUP_COLOURS.map((colour) => (
        <button
          key={colour}
          type="button"
          role="radio"
          aria-checked={colour === chosen}
          aria-label={colour}
          title={colour}
          className={`swatch ${colour}`}
          onClick={() => edit(changeGroup(group.id, { color: colour }))}
        />
      ))}
    </span>
  )
}
