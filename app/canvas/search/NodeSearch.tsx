import { useCallback, useMemo, useState } from 'react'
import type { FoundType, LooseType } from '#shared/api/catalogueRequests.ts'
import { describeType } from '#shared/ports/compatibility.ts'
import { usePart, useEditor } from '../../base/useEditor.ts'
import { registryOf } from '../../state/catalogue/catalogue.ts'
import { recentTypesStore } from '../../state/catalogue/recentTypes.ts'
import { useReadyFirst } from '../../widgets/nodeTypes/useReadyFirst.ts'
import { useFoundTypes } from '../../state/catalogue/useFoundTypes.ts'
import { activeTab } from '../../state/tabs.ts'
import type { NodeSearch as Search } from '../../state/view.ts'
import { show, viewStore } from '../../state/view.ts'
import { placeFound } from '../../graph/acts/placeFound.ts'
import { portOfLoose } from '../../graph/acts/placeNode.ts'
import { reactFlow } from '../../graph/reactFlow.ts'
import { otherSide, portType } from '../../graph/model/fit.ts'
import { groupAll, groupFound } from '../../widgets/nodeTypes/groupTypes.ts'
import { modelLine } from '../../widgets/nodeTypes/modelLine.ts'
import { TypeLine } from '../../widgets/nodeTypes/TypeLine.tsx'
import { TypePreview } from '../../widgets/nodeTypes/TypePreview.tsx'
import { ListBox } from './ListBox.tsx'

/** How many node types a search offers; without words there is more to look at. */
const MAX_FOUND = 40
const MAX_SHOWN = 200

/** Wide enough for the longest name, and high enough for ten of them above the preview. */
const SIZE = { width: 420, height: 480 }

/** The node search, where the canvas opened it; for a loose cable, only node types that it can be connected to. */
export function NodeSearch() {
  const search = usePart(viewStore, (view) => view.search)
  return search === null ? null : <Found key={JSON.stringify(search)} search={search} />
}

function Found({ search }: { readonly search: Search }) {
  const editor = useEditor()
  const { at } = search
  const [query, setQuery] = useState('')
  const fits = useFits(search)
  const isEmpty = query.trim() === ''
  const { types, pending, explanation } = useFoundTypes(query, isEmpty ? MAX_SHOWN : MAX_FOUND, fits)
  const engines = usePart(viewStore, (view) => view.engines)
  const recent = usePart(recentTypesStore, ({ types: last }) => last)
  const close = useCallback(() => show(editor, { search: null }), [editor])
  const position = reactFlow(editor)?.flowToScreenPosition(at) ?? at
  const what = fits === null ? '' : `${fits.side === 'input' ? 'take' : 'give'} ${describeType(fits)}`
  // For a loose cable, what fits best comes first.
  const ready = useReadyFirst(types)
  const groups = isEmpty && fits === null ? groupAll(ready, recent) : groupFound(ready)
  const items = groups.flatMap((group) =>
    group.types.map((type) => ({
      id: type.type,
      label: labelOf(type, modelLine({ engines }, type)),
      group: group.title,
      content: <TypeLine type={type} />,
    })),
  )
  return (
    <ListBox
      at={position}
      size={SIZE}
      label={what === '' ? 'Add a node' : `Add a node that can ${what}`}
      placeholder={what === '' ? 'Search nodes' : `Nodes that ${what}`}
      empty={pending ? '' : 'No matching nodes.'}
      note={explanation}
      pending={pending}
      onQuery={setQuery}
      find={() => items}
      preview={(id) => {
        const type = types.find((one) => one.type === id)
        return type === undefined ? null : <TypePreview type={type} />
      }}
      onChoose={(id) => {
        close()
        placeFound(editor, id, search)
      }}
      onClose={close}
    />
  )
}

/** What the loose end of a cable fits; null without one. */
function useFits({ loose }: Search): LooseType | null {
  const editor = useEditor()
  const workflow = activeTab(editor)?.workflow
  return useMemo(() => {
    if (loose === null || workflow === undefined) return null
    const from = portOfLoose(loose)
    const { kind, list } = portType(workflow, from, registryOf(editor, workflow))
    return { kind, list, side: otherSide(from.side) }
  }, [editor, loose, workflow])
}

/** Several models do the same, and engines have models of the same name. */
const labelOf = ({ title, category }: FoundType, model: string): string =>
  [title, category, model].filter((part) => part !== '').join(', ')
