import { Info, Layers, Pin, X } from 'lucide-react'
import { setCollapsed, setTitle } from '#shared/document/edits/nodes.ts'
import { isAllOrNothing } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { IconButton } from '../../base/ui/IconButton.tsx'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { cancelNode } from '../../state/runs/runActs.ts'
import { notifyFailure } from '../../base/notify.ts'
import type { Result } from '../../state/results/results.ts'
import { activeTab, edit } from '../../state/tabs.ts'
import { focusCard } from '../../graph/acts/walk.ts'
import { canvasStore, setCanvas } from '../../state/canvas/canvasStore.ts'
import { CARD } from '../../graph/layout/metrics.ts'
import { useModelLine } from './useModelLine.ts'
import { useNode } from '../../state/useTab.ts'
import { CategoryIcon } from '../../widgets/nodeTypes/CategoryIcon.tsx'
import type { CardState } from '../../state/steps/cardState.ts'
import { noticeText } from '../../state/noticeText.ts'
import { Problem } from './Problem.tsx'
import { RunTime } from './RunRing.tsx'
import { StateChip } from './StateChip.tsx'
import { isEnter, isEscape } from '../../base/keys/isEnter.ts'

interface CardTitleProps {
  readonly id: string
  readonly title: string
  /** Null: an unknown one. */
  readonly type: NodeType | null
  readonly pinned: boolean
  readonly collapsed: boolean
  readonly step: Step | null
  readonly result: Result | null
  readonly problem: string | null
  readonly state: CardState
  /** Whether the card has room for an image, on which a ring shows how far it is. */
  readonly hasImage: boolean
}

export function CardTitle(props: CardTitleProps) {
  const editor = useEditor()
  const { id, title, type, pinned, collapsed, step, result, problem, state, hasImage } = props
  const naming = usePart(canvasStore, (canvas) => canvas.naming === id)
  const allOrNothing = useNode(id, isAllOrNothing, false)
  const model = useModelLine(id)
  return (
    <header
      className="flex items-center gap-2 px-3"
      style={{ height: model === '' ? CARD.title : CARD.titleWithModel }}
    >
      <CategoryIcon type={type} />
      <div className="min-w-0 flex-1 leading-[18px]">
        {naming ? (
          <TitleField id={id} title={title} />
        ) : (
          <span
            className="block truncate font-medium"
            title={type?.help ?? ''}
            onDoubleClick={(event) => {
              event.stopPropagation()
              if (collapsed) edit(editor, setCollapsed([id], false))
              else if (activeTab(editor)?.readOnly === false) setCanvas(editor, { naming: id })
            }}
          >
            {title}
          </span>
        )}
        {model !== '' && (
          <span className="block truncate text-[12px] text-dim" title={`${type?.title} · ${model}`}>
            {model}
          </span>
        )}
      </div>
      {problem !== null && <Problem text={problem} />}
      <Notices of={type?.notices ?? NONE} />
      {pinned && <Pin size={13} className="shrink-0 text-dim" role="img" aria-label="Pinned" />}
      {allOrNothing && (
        <Layers size={13} className="shrink-0 text-dim" role="img" aria-label="All or nothing" />
      )}
      <StateChip
        state={state}
        time={step?.phase === 'running' && !hasImage && <RunTime step={step} result={result} />}
      />
      {step?.phase === 'running' && state.text !== 'Interrupted' && (
        <IconButton
          needsHost
          className="nodrag -mr-1 grid size-[24px] shrink-0 cursor-pointer place-items-center rounded-[6px] text-dim hover:bg-raised hover:text-ink"
          label={`Cancel ${title}`}
          title="Cancel this node"
          onClick={() => void cancelNode(editor, id).catch((thrown) => notifyFailure(editor, thrown))}
        >
          <X size={14} aria-hidden="true" />
        </IconButton>
      )}
    </header>
  )
}

const NONE: readonly string[] = []

/** Marks that part of the schema of the node's type could not be used. The inspector lists the details. */
function Notices({ of }: { readonly of: readonly string[] }) {
  const text = noticeText(of)
  if (text === '') return null
  return (
    <span className="inline-flex shrink-0 text-dim" role="note" aria-label={text} data-tip={text}>
      <Info size={14} aria-hidden="true" />
    </span>
  )
}

function TitleField({ id, title }: { readonly id: string; readonly title: string }) {
  const editor = useEditor()
  const save = (value: string): void => {
    // Esc has ended the edit already, before the field loses the focus.
    if (editor.get(canvasStore).getState().naming !== id) return
    const name = value.trim()
    if (name !== title) edit(editor, setTitle(id, name === '' ? null : name))
    setCanvas(editor, { naming: null })
  }
  const leave = (): void => {
    setCanvas(editor, { naming: null })
    focusCard(editor, id)
  }
  return (
    <input
      className="nodrag -mx-1 block w-full min-w-0 rounded-[5px] border border-accent bg-canvas px-1 font-medium"
      aria-label="Title"
      defaultValue={title}
      autoFocus
      onFocus={(event) => event.target.select()}
      onBlur={(event) => save(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (isEnter(event)) save(event.currentTarget.value)
        if (isEnter(event) || isEscape(event)) leave()
      }}
    />
  )
}
