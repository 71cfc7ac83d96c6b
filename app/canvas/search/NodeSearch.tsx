import { useCallback, useMemo, useState } from 'react'
import type { LooseType } from '#shared/api/catalogueRequests.ts'
import { engineOf } from '#shared/endpoint/endpointType.ts'
import { describeType } from '#shared/ports/compatibility.ts'
import { usePart, useEditor } from '../../base/useEditor.ts'
import type { Editor } from '../../base/editor.ts'
import { notifyFailure } from '../../base/notify.ts'
import { registryOf } from '../../state/catalogue/catalogue.ts'
import { loadTypes } from '../../state/catalogue/loadTypes.ts'
import { useFoundTypes } from '../../state/catalogue/useFoundTypes.ts'
import { engineTitle } from '../../state/engines.ts'
import { activeTab } from '../../state/tabs.ts'
import type { NodeSearch as Search } from '../../state/view.ts'
import { show, viewStore } from '../../state/view.ts'
import { placeFoundNode, portOfLoose } from '../../graph/acts/placeNode.ts'
import { CategoryIcon } from '../../widgets/CategoryIcon.tsx'
import { reactFlow } from '../../graph/reactFlow.ts'
import { otherSide, portType } from '../../graph/model/fit.ts'
import { focusCard } from '../../graph/acts/walk.ts'
import { ListBox } from './ListBox.tsx'

/** How many node types a search offers; without words there is more to look at. */
const MAX_FOUND = 40
const MAX_SHOWN = 200

/** Wide enough for the name of a model beside its task and its engine. */
const SIZE = { width: 420, height: 360 }

/** The node search, where the canvas opened it; for a loose cable, only node types that it can be connected to. */
export function NodeSearch() {
  const search = usePart(viewStore, (view) => view.search)
  return search === null ? null : <Found key={JSON.stringify(search)} search={search} />
}

function Found({ search }: { readonly search: Search }) {
  const editor = useEditor()
  const { at, loose } = search
  const [query, setQuery] = useState('')
  const workflow = activeTab(editor)?.workflow
  const fits = useMemo((): LooseType | null => {
    if (loose === null || workflow === undefined) return null
    const from = portOfLoose(loose)
    const { kind, list } = portType(workflow, from, registryOf(editor, workflow))
    return { kind, list, side: otherSide(from.side) }
  }, [editor, loose, workflow])
  const { types, pending } = useFoundTypes(query, query.trim() === '' ? MAX_SHOWN : MAX_FOUND, fits)
  const close = useCallback(() => show(editor, { search: null }), [editor])
  const position = reactFlow(editor)?.flowToScreenPosition(at) ?? at
  const what = fits === null ? '' : `${fits.side === 'input' ? 'take' : 'give'} ${describeType(fits)}`
  const engines = usePart(viewStore, (view) => view.engines)
  const items = types.map((type) => {
    // Engines have models of the same name.
    const engine = engineOf(type)
    const kind = engine === null ? [type.category] : [type.category, engineTitle({ engines }, engine)]
    return {
      id: type.type,
      label: [type.title, ...kind].join(', '),
      content: (
        <>
          <CategoryIcon type={type} />
          <span className="min-w-0 flex-1 truncate" title={type.title}>
            {type.title}
          </span>
          <span className="shrink-0 text-[12px] text-dim">{kind.join(' · ')}</span>
        </>
      ),
    }
  })
  return (
    <ListBox
      at={position}
      size={SIZE}
      label={what === '' ? 'Add a node' : `Add a node that can ${what}`}
      placeholder={what === '' ? 'Search nodes' : `Nodes that ${what}`}
      empty={pending ? '' : 'No matching nodes.'}
      pending={pending}
      onQuery={setQuery}
      find={() => items}
      onChoose={(id) => {
        close()
        placeWhenLoaded(editor, id, search).catch((thrown) => notifyFailure(editor, thrown))
      }}
      onClose={close}
    />
  )
}

/** Places a node once its type is known, which takes a moment the first time. */
async function placeWhenLoaded(editor: Editor, id: string, search: Search): Promise<void> {
  const tab = activeTab(editor)?.id
  await loadTypes(editor, [id])
  const type = registryOf(editor).get(id)
  // The user may be elsewhere by now.
  if (type === undefined || activeTab(editor)?.id !== tab) return
  placeFoundNode(editor, type, search)
  const [added] = activeTab(editor)?.selected ?? []
  if (added !== undefined) focusCard(editor, added)
}
