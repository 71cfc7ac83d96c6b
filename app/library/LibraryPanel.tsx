import { useMemo, useState } from 'react'
import { nodeTypes } from '#nodes/registry.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import { TextField } from '../base/ui/TextField.tsx'
import { Button } from '../base/ui/Button.tsx'
import { useEditor } from '../base/useEditor.ts'
import { endTypeDrag, startTypeDrag } from '../graph/acts/dragType.ts'
import { placeInView } from '../graph/acts/placeNode.ts'
import { Panel } from '../widgets/Panel.tsx'
import { isEnter } from '../base/keys/isEnter.ts'

function matches(type: NodeType, terms: readonly string[]): boolean {
  const all = [type.title, type.category, ...type.keywords].join(' ').toLowerCase()
  return terms.every((word) => all.includes(word))
}

/** Every node type by category, to be searched, dragged out, or added with Enter. */
export function LibraryPanel() {
  const editor = useEditor()
  const [text, setText] = useState('')
  const groups = useMemo(() => {
    const terms = text.toLowerCase().split(/\s+/).filter(Boolean)
    const found = nodeTypes.filter((type) => matches(type, terms))
    return [...Map.groupBy(found, (type) => type.category)].toSorted(([a], [b]) => a.localeCompare(b))
  }, [text])
  return (
    <Panel title="Nodes">
      <div className="sticky top-0 bg-card p-3">
        <TextField
          type="search"
          aria-label="Search nodes"
          placeholder="Search nodes"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            const first = groups[0]?.[1][0]
            if (isEnter(event) && first !== undefined) placeInView(editor, first)
          }}
        />
      </div>
      {groups.length === 0 && <p className="px-3 text-dim">No matching nodes.</p>}
      {groups.map(([category, types]) => (
        <section key={category} aria-label={category}>
          <h3 className="px-3 pt-2 pb-1 text-[12px] text-dim">{category}</h3>
          <ul>
            {types.map((type) => (
              <li key={type.type}>
                <Button
                  draggable
                  className="w-full cursor-grab px-3 py-1 text-left hover:bg-line/40"
                  title={type.help}
                  onClick={() => placeInView(editor, type)}
                  onDragStart={(event) => startTypeDrag(editor, type, event)}
                  onDragEnd={() => endTypeDrag(editor)}
                >
                  {type.title}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Panel>
  )
}
