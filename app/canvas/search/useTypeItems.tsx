import type { FoundType, LooseType } from '#shared/api/catalogueRequests.ts'
import { usePart } from '../../base/useEditor.ts'
import { recentTypesStore } from '../../state/catalogue/recentTypes.ts'
import { useFoundTypes } from '../../state/catalogue/useFoundTypes.ts'
import { viewStore } from '../../state/view.ts'
import { groupAll, groupFound } from '../../widgets/nodeTypes/groupTypes.ts'
import { modelLine } from '../../state/engines.ts'
import { TypeLine } from '../../widgets/nodeTypes/TypeLine.tsx'
import { TypePreview } from '../../widgets/nodeTypes/TypePreview.tsx'
import { useReadyFirst } from '../../widgets/nodeTypes/useReadyFirst.ts'

/** How many node types a search offers; without words there is more to look at. */
const MAX_FOUND = 40
const MAX_SHOWN = 200

/** The node types that a search finds, as a list box shows them. */
export function useTypeItems(query: string, fits: LooseType | null = null) {
  const isEmpty = query.trim() === ''
  const { types, pending, explanation } = useFoundTypes(query, isEmpty ? MAX_SHOWN : MAX_FOUND, fits)
  const engines = usePart(viewStore, (view) => view.engines)
  const recent = usePart(recentTypesStore, ({ types: last }) => last)
  const ready = useReadyFirst(types)
  // For a loose cable, what fits best comes first.
  const groups = isEmpty && fits === null ? groupAll(ready, recent) : groupFound(ready)
  const items = groups.flatMap((group) =>
    group.types.map((type) => ({
      id: type.type,
      label: labelOf(type, modelLine({ engines }, type)),
      group: group.title,
      content: <TypeLine type={type} />,
    })),
  )
  return {
    pending,
    note: explanation,
    find: () => items,
    empty: pending ? '' : 'No matching nodes.',
    preview(id: string) {
      const type = types.find((one) => one.type === id)
      return type === undefined ? null : <TypePreview type={type} />
    },
  }
}

/** Several models do the same, and engines have models of the same name. */
const labelOf = ({ title, category }: FoundType, model: string): string =>
  [title, category, model].filter((part) => part !== '').join(', ')
