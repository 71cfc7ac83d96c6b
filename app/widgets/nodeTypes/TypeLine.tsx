import type { FoundType } from '#shared/api/catalogueRequests.ts'
import { useView } from '../../state/use.ts'
import { CategoryIcon } from './CategoryIcon.tsx'
import { modelLine } from '../../state/engines.ts'

interface TypeLineProps {
  readonly type: FoundType
  /** Shown where there is no model; absent: no second line then. */
  readonly description?: string
}

/** A node type in a list: its icon and name, with its model and engine below. */
export function TypeLine({ type, description = '' }: TypeLineProps) {
  const model = useView((view) => modelLine(view, type))
  const second = model === '' ? description : model
  return (
    <>
      <CategoryIcon type={type} size={16} />
      <span className="min-w-0 flex-1 py-1">
        <span className="block">{type.title}</span>
        {second !== '' && <span className="block truncate text-[12px] text-dim">{second}</span>}
      </span>
    </>
  )
}
