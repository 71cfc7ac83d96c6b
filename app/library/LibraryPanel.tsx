import { useState } from 'react'
import type { FoundType } from '#shared/api/catalogueRequests.ts'
import { TextField } from '../base/ui/TextField.tsx'
import { Button } from '../base/ui/Button.tsx'
import { useEditor, usePart } from '../base/useEditor.ts'
import type { Editor } from '../base/editor.ts'
import { host } from '../base/host.ts'
import { notifyFailure } from '../base/notify.ts'
import { registryOf } from '../state/catalogue/catalogue.ts'
import { loadTypes } from '../state/catalogue/loadTypes.ts'
import { recentTypesStore } from '../state/catalogue/recentTypes.ts'
import { useFoundTypes } from '../state/catalogue/useFoundTypes.ts'
import { endTypeDrag, startTypeDrag } from '../graph/acts/dragType.ts'
import { placeInView } from '../graph/acts/placeNode.ts'
import { groupAll, groupFound } from '../widgets/nodeTypes/groupTypes.ts'
import { TypeLine } from '../widgets/nodeTypes/TypeLine.tsx'
import { TypePreview } from '../widgets/nodeTypes/TypePreview.tsx'
import { useReadyFirst } from '../widgets/nodeTypes/useReadyFirst.ts'
import { Panel } from '../widgets/Panel.tsx'
import { isEnter } from '../base/keys/isEnter.ts'

/** How many node types are listed at first. */
const SHOWN = 200

/** The node types of the host in groups, to be searched, dragged out, or added with Enter. */
export function LibraryPanel() {
  const [text, setText] = useState('')
  const { types, total, pending, explanation } = useFoundTypes(text, SHOWN)
  const recent = usePart(recentTypesStore, ({ types: last }) => last)
  const [shown, setShown] = useState<FoundType | null>(null)
  const ready = useReadyFirst(types)
  const groups = text.trim() === '' ? groupAll(ready, recent) : groupFound(ready)
  return (
    <Panel title="Nodes">
      <SearchField text={text} onText={setText} first={groups[0]?.types[0]} pending={pending} />
      {explanation !== null && (
        <p role="note" className="m-0 px-3 pb-2 text-dim">
          {explanation}
        </p>
      )}
      {groups.length === 0 && !pending && <p className="px-3 text-dim">No matching nodes.</p>}
      <div className="min-h-[calc(100%-144px)]" onPointerLeave={() => setShown(null)}>
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className="px-3 pt-3 pb-1 text-[12px] text-dim">{group.title}</h3>
            <ul>
              {group.types.map((type) => (
                <Entry key={type.type} type={type} onPoint={setShown} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {total > types.length && (
        <p className="px-3 py-2 text-dim">{`${total - types.length} more: search for them.`}</p>
      )}
      <div className="sticky bottom-0 bg-card">
        {shown === null ? (
          <p className="m-0 h-[88px] border-t border-line px-3 py-2 text-dim">
            Click a node to add it, or drag it onto the canvas.
          </p>
        ) : (
          <TypePreview type={shown} />
        )}
      </div>
    </Panel>
  )
}

interface SearchFieldProps {
  readonly text: string
  readonly onText: (text: string) => void
  /** What Enter adds. */
  readonly first: FoundType | undefined
  readonly pending: boolean
}

function SearchField({ text, onText, first, pending }: SearchFieldProps) {
  const editor = useEditor()
  return (
    <div className="sticky top-0 z-10 bg-card p-3">
      <TextField
        type="search"
        aria-label="Search nodes"
        placeholder="Search nodes"
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (!isEnter(event)) return
          if (pending) placeBest(editor, text)
          else if (first !== undefined) place(editor, first.type)
        }}
      />
    </div>
  )
}

interface EntryProps {
  readonly type: FoundType
  readonly onPoint: (type: FoundType) => void
}

function Entry({ type: found, onPoint }: EntryProps) {
  const editor = useEditor()
  const { type, help } = found
  const point = (): void => {
    onPoint(found)
    // A drag begins at once: what it shows of the node is there by then.
    load(editor, type)
  }
  return (
    <li>
      <Button
        draggable
        className="flex w-full scroll-mb-24 cursor-grab items-center gap-2 px-3 text-left hover:bg-line/40"
        onPointerEnter={point}
        onFocus={point}
        onClick={() => place(editor, type)}
        onDragStart={(event) => {
          const known = registryOf(editor).get(type)
          if (known === undefined) event.preventDefault()
          else startTypeDrag(editor, known, event)
        }}
        onDragEnd={() => endTypeDrag(editor)}
      >
        <TypeLine type={found} description={firstSentence(help)} />
      </Button>
    </li>
  )
}

const firstSentence = (text: string): string => /^.*?\.(?= |$)/.exec(text)?.[0] ?? text

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
