import { useState } from 'react'
import type { FoundType } from '#shared/api/catalogueRequests.ts'
import { nameType } from '#shared/nodes/nameType.ts'
import { TextField } from '../base/ui/TextField.tsx'
import { Button } from '../base/ui/Button.tsx'
import { useEditor } from '../base/useEditor.ts'
import type { Editor } from '../base/editor.ts'
import { host } from '../base/host.ts'
import { notifyFailure } from '../base/notify.ts'
import { registryOf } from '../state/catalogue/catalogue.ts'
import { loadTypes } from '../state/catalogue/loadTypes.ts'
import { useFoundTypes } from '../state/catalogue/useFoundTypes.ts'
import { endTypeDrag, startTypeDrag } from '../graph/acts/dragType.ts'
import { placeInView } from '../graph/acts/placeNode.ts'
import { Panel } from '../widgets/Panel.tsx'
import { isEnter } from '../base/keys/isEnter.ts'

/** How many node types are listed at first. */
const SHOWN = 200

/** The node types of the host by category, to be searched, dragged out, or added with Enter. */
export function LibraryPanel() {
  const editor = useEditor()
  const [text, setText] = useState('')
  const { types, total, pending } = useFoundTypes(text, SHOWN)
  const groups = [...Map.groupBy(types, (type) => type.category)]
  // Without words there is no best match to begin with.
  const sorted = text.trim() === '' ? groups.toSorted(([a], [b]) => a.localeCompare(b)) : groups
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
            const first = sorted[0]?.[1][0]
            if (!isEnter(event)) return
            if (pending) placeBest(editor, text)
            else if (first !== undefined) place(editor, first.type)
          }}
        />
      </div>
      {sorted.length === 0 && !pending && <p className="px-3 text-dim">No matching nodes.</p>}
      {sorted.map(([category, found]) => (
        <section key={category} aria-label={category}>
          <h3 className="px-3 pt-2 pb-1 text-[12px] text-dim">{category}</h3>
          <ul>
            {found.map((type) => (
              <Entry key={type.type} type={type} />
            ))}
          </ul>
        </section>
      ))}
      {total > types.length && (
        <p className="px-3 py-2 text-dim">{`${total - types.length} more: search for them.`}</p>
      )}
    </Panel>
  )
}

function Entry({ type: { type, title, model, help } }: { readonly type: FoundType }) {
  const editor = useEditor()
  return (
    <li>
      <Button
        draggable
        className="w-full cursor-grab px-3 py-1 text-left hover:bg-line/40"
        title={help}
        // A drag begins at once: what it shows of the node is there by then.
        onPointerEnter={() => load(editor, type)}
        onFocus={() => load(editor, type)}
        onClick={() => place(editor, type)}
        onDragStart={(event) => {
          const known = registryOf(editor).get(type)
          if (known === undefined) event.preventDefault()
          else startTypeDrag(editor, known, event)
        }}
        onDragEnd={() => endTypeDrag(editor)}
      >
        {nameType({ title, model })}
      </Button>
    </li>
  )
}

const load = (editor: Editor, type: string): void =>
  void loadTypes(editor, [type]).catch((thrown) => notifyFailure(editor, thrown))

/** Enter was pressed before the list had followed the words. */
function placeBest(editor: Editor, query: string): void {
  host(editor)
    .request('catalogue.search', { query, limit: 1 })
    .then(({ types: [first] }) => {
      if (first !== undefined) place(editor, first.type)
    })
    .catch((thrown) => notifyFailure(editor, thrown))
}

function place(editor: Editor, type: string): void {
  loadTypes(editor, [type])
    .then(() => {
      const known = registryOf(editor).get(type)
      if (known !== undefined) placeInView(editor, known)
    })
    .catch((thrown) => notifyFailure(editor, thrown))
}
