import { useState } from 'react'
import type { FoundType } from '#shared/api/catalogueRequests.ts'
import type { Node, Workflow } from '#shared/document/workflow.ts'
import type { ModelChange } from '#shared/graph/changeModel.ts'
import { changeModel } from '#shared/graph/changeModel.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import { nameType } from '#shared/nodes/nameType.ts'
import { Dialog, DialogDescription, DialogPopup, DialogTitle } from '../../base/ui/Dialog.tsx'
import { TextButton } from '../../base/ui/TextButton.tsx'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { useNodeType, useRegistry } from '../../state/catalogue/useNodeType.ts'
import { useOtherModels } from '../../state/catalogue/useOtherModels.ts'
import { nodesOf } from '../../state/connections.ts'
import { modelText } from '../../state/engines.ts'
import { titleOf } from '../../state/nodeType.ts'
import { edit, shownTab, tabsStore } from '../../state/tabs.ts'
import { useView } from '../../state/use.ts'
import { show, viewStore } from '../../state/view.ts'
import { ChangeSummary } from './ChangeSummary.tsx'

/** Other models for the task of a node, with the effects of changing to one before it is done. */
export function ModelDialog() {
  const editor = useEditor()
  const id = usePart(viewStore, (view) => view.models)
  const tab = usePart(tabsStore, shownTab)
  const node = id === null || tab === null ? undefined : nodesOf(tab.workflow).get(id)
  const close = (): void => show(editor, { models: null })
  return (
    <Dialog open={node !== undefined} onClose={close} backdrop="z-40 bg-black/50">
      <DialogPopup className="fixed top-[12%] left-1/2 z-50 flex max-h-[76vh] w-[720px] max-w-[92vw] -translate-x-1/2 flex-col rounded-lg border border-line bg-raised p-4 shadow-[var(--shadow)] outline-none">
        {node !== undefined && tab !== null && (
          <Body key={node.id} node={node} workflow={tab.workflow} onClose={close} />
        )}
      </DialogPopup>
    </Dialog>
  )
}

interface BodyProps {
  readonly node: Node
  readonly workflow: Workflow
  readonly onClose: () => void
}

function Body({ node, workflow, onClose }: BodyProps) {
  const editor = useEditor()
  const registry = useRegistry()
  const before = registry.get(node.type)
  const { models, pending } = useOtherModels(before)
  const [chosen, choose] = useState<string | null>(null)
  const type = chosen ?? models[0]?.type ?? null
  const after = useNodeType(type)
  const change = after === undefined ? null : changeModel(workflow, registry, node.id, after)
  const apply = (): void => {
    if (after === undefined) return
    edit(editor, (now) => changeModel(now, registry, node.id, after)?.workflow ?? now)
    onClose()
  }
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        apply()
      }}
    >
      <DialogTitle className="m-0 text-[15px] font-semibold break-words">
        Another model for {titleOf(node, registry)}
      </DialogTitle>
      <DialogDescription className="mt-2 mb-3 break-words text-dim">
        {before === undefined || before.where === 'local'
          ? 'Only nodes with a model can use another one.'
          : `Models for the same task (${before.category}). Nothing changes until you choose one, and Undo changes it back.`}
      </DialogDescription>
      {models.length === 0 && !pending && <p className="my-2 text-dim">No other model does this task.</p>}
      {models.length > 0 && (
        <div className="flex min-h-0 flex-1 flex-wrap gap-4">
          <Models models={models} chosen={type} onChoose={choose} />
          <Effects change={change} after={after} />
        </div>
      )}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <TextButton size="dialog" onClick={onClose}>
          Cancel
        </TextButton>
        <TextButton type="submit" size="dialog" look="main" disabled={change === null}>
          {after === undefined ? 'Use this model' : `Use ${nameType(after)}`}
        </TextButton>
      </div>
    </form>
  )
}

interface ModelsProps {
  readonly models: readonly FoundType[]
  readonly chosen: string | null
  readonly onChoose: (type: string) => void
}

/** Each with its engine. */
function Models({ models, chosen, onChoose }: ModelsProps) {
  const engines = useView((view) => view.engines)
  return (
    <div
      role="radiogroup"
      aria-label="Model"
      className="max-h-[46vh] min-w-[240px] flex-1 overflow-y-auto rounded-md border border-line bg-canvas p-1"
    >
      {models.map(({ type, title, model }) => (
        <label
          key={type}
          className={`flex cursor-pointer items-start gap-2 rounded px-2 py-1.5 ${type === chosen ? 'bg-line' : ''}`}
        >
          <input
            type="radio"
            name="model"
            className="mt-1"
            autoFocus={type === chosen}
            checked={type === chosen}
            onChange={() => onChoose(type)}
          />
          <span className="min-w-0">
            <span className="block break-words">{nameType({ title, model })}</span>
            <span className="block text-[12px] break-all text-dim">{modelText({ engines }, type)}</span>
          </span>
        </label>
      ))}
    </div>
  )
}

interface EffectsProps {
  readonly change: ModelChange | null
  readonly after: NodeType | undefined
}

const Effects = ({ change, after }: EffectsProps) => (
  <div
    className="max-h-[46vh] min-w-[260px] flex-1 overflow-y-auto"
    tabIndex={0}
    role="group"
    aria-label="Effects of the change"
    aria-live="polite"
  >
    {change !== null && after !== undefined && <ChangeSummary change={change} />}
  </div>
)
