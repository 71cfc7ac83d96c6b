import { ChevronDown, ChevronRight } from 'lucide-react'
import { Button } from '../../base/ui/Button.tsx'
import { useEditor, usePart } from '../../base/useEditor.ts'
import type { CardLayout } from '../../graph/layout/cardLayout.ts'
import { settingsSummary } from '../../graph/model/settingsSummary.ts'
import { canvasStore, moreKey, toggleMore } from '../../state/canvas/canvasStore.ts'
import { problemsStore } from '../../state/canvas/problems.ts'
import { useNode, useTab } from '../../state/useTab.ts'
import { Problem } from './Problem.tsx'

interface SettingsFoldProps {
  readonly id: string
  readonly fold: NonNullable<CardLayout['more']>
}

/** The line that folds what is rarely changed, with its values in short, and a problem that it hides. */
export function SettingsFold({ id, fold: { top, height, inputs } }: SettingsFoldProps) {
  const editor = useEditor()
  const tab = useTab((shown) => shown.id, '')
  const key = moreKey(tab, id)
  const isOpen = usePart(canvasStore, ({ more }) => more.has(key))
  const summary = useNode(
    id,
    (node, registry) => {
      const type = registry.get(node.type)
      return type === undefined ? '' : settingsSummary(type, node, inputs)
    },
    '',
  )
  const problem = usePart(problemsStore, ({ byNode }) => {
    const ports = byNode.get(id)
    return inputs.map((name) => ports?.get(name)).find((text) => text !== undefined) ?? null
  })
  const Icon = isOpen ? ChevronDown : ChevronRight
  return (
    <div className="absolute inset-x-0 flex items-center gap-2 pr-3" style={{ top, height }}>
      <Button
        className="nodrag flex h-full min-w-0 flex-1 cursor-pointer items-center gap-1 pl-2 text-left text-dim hover:text-ink"
        aria-expanded={isOpen}
        title={summary}
        onClick={() => toggleMore(editor, key)}
      >
        <Icon size={14} aria-hidden="true" className="shrink-0" />
        <span className="shrink-0 text-ink">Settings</span>
        {!isOpen && summary !== '' && <span className="min-w-0 truncate pl-1">{summary}</span>}
      </Button>
      {problem !== null && !isOpen && <Problem text={problem} />}
    </div>
  )
}
