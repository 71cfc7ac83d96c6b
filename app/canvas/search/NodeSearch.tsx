import { useCallback, useMemo, useState } from 'react'
import type { LooseType } from '#shared/api/catalogueRequests.ts'
import { describeType } from '#shared/ports/compatibility.ts'
import { usePart, useEditor } from '../../base/useEditor.ts'
import { registryOf } from '../../state/catalogue/catalogue.ts'
import { activeTab } from '../../state/tabs.ts'
import type { NodeSearch as Search } from '../../state/view.ts'
import { show, viewStore } from '../../state/view.ts'
import { placeFound } from '../../graph/acts/placeFound.ts'
import { portOfLoose } from '../../graph/acts/placeNode.ts'
import { reactFlow } from '../../graph/reactFlow.ts'
import { otherSide, portType } from '../../graph/model/fit.ts'
import { ListBox } from './ListBox.tsx'
import { useTypeItems } from './useTypeItems.tsx'

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
  const items = useTypeItems(query, fits)
  const close = useCallback(() => show(editor, { search: null }), [editor])
  const position = reactFlow(editor)?.flowToScreenPosition(at) ?? at
  const what = fits === null ? '' : `${fits.side === 'input' ? 'take' : 'give'} ${describeType(fits)}`
  return (
    <ListBox
      {...items}
      at={position}
      size={SIZE}
      label={what === '' ? 'Add a node' : `Add a node that can ${what}`}
      placeholder={what === '' ? 'Search nodes' : `Nodes that ${what}`}
      onQuery={setQuery}
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
