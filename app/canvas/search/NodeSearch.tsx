import { useCallback, useMemo } from 'react'
import { nodeTypes, registry } from '#nodes/registry.ts'
import { describeType } from '#shared/ports/compatibility.ts'
import { usePart, useEditor } from '../../base/useEditor.ts'
import { activeTab } from '../../state/tabs.ts'
import type { NodeSearch as Search } from '../../state/view.ts'
import { show, viewStore } from '../../state/view.ts'
import { placeFoundNode, portOfLoose } from '../../graph/acts/placeNode.ts'
import { CategoryIcon } from '../card/categoryIcon.tsx'
import { reactFlow } from '../../graph/reactFlow.ts'
import { fittingTypes, otherSide, portType } from '../../graph/model/fit.ts'
import { focusCard } from '../../graph/acts/walk.ts'
import { ListBox } from './ListBox.tsx'
import { rankTypes } from './rankTypes.ts'

/** The node search, where the canvas opened it; for a loose cable, only node types that it can be connected to. */
export function NodeSearch() {
  const search = usePart(viewStore, (view) => view.search)
  return search === null ? null : <Found key={JSON.stringify(search)} search={search} />
}

function Found({ search }: { readonly search: Search }) {
  const editor = useEditor()
  const { at, loose } = search
  const workflow = activeTab(editor)?.workflow
  const fitting = useMemo(() => {
    if (loose === null || workflow === undefined) return { types: nodeTypes, what: '' }
    const from = portOfLoose(loose)
    const type = portType(workflow, from)
    const side = otherSide(from.side)
    return {
      types: fittingTypes(type, side),
      what: `${side === 'input' ? 'take' : 'give'} ${describeType(type)}`,
    }
  }, [loose, workflow])
  const close = useCallback(() => show(editor, { search: null }), [editor])
  const position = reactFlow(editor)?.flowToScreenPosition(at) ?? at
  return (
    <ListBox
      at={position}
      label={fitting.what === '' ? 'Add a node' : `Add a node that can ${fitting.what}`}
      placeholder={fitting.what === '' ? 'Search nodes' : `Nodes that ${fitting.what}`}
      empty="No matching nodes."
      find={(query) =>
        rankTypes(fitting.types, query).map((type) => ({
          id: type.type,
          label: `${type.title}, ${type.category}`,
          content: (
            <>
              <CategoryIcon type={type} />
              <span className="min-w-0 flex-1 truncate">{type.title}</span>
              <span className="shrink-0 text-[12px] text-dim">{type.category}</span>
            </>
          ),
        }))
      }
      onChoose={(id) => {
        const type = registry.get(id)
        close()
        if (type === undefined) return
        placeFoundNode(editor, type, search)
        const [added] = activeTab(editor)?.selected ?? []
        if (added !== undefined) focusCard(editor, added)
      }}
      onClose={close}
    />
  )
}
