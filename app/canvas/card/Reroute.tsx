import type { NodeProps } from '@xyflow/react'
import { memo } from 'react'
import type { PortType } from '#shared/ports/port.ts'
import { usePart, useEditor } from '../../base/useEditor.ts'
import { canvasStore, setCanvas } from '../../state/canvas/canvasStore.ts'
import type { CardNode } from '../../graph/layout/flowNodes.ts'
import { REROUTE } from '../../graph/layout/metrics.ts'
import { inputsOf, outputsOf } from '../../state/connections.ts'
import { outputType } from '../../graph/model/portTypes.ts'
import { useTab } from '../../state/useTab.ts'
import { PortHandle } from './PortHandle.tsx'

/** A point that a cable passes through, in the colour of its values. */
export const Reroute = memo(function Reroute({ id, selected }: NodeProps<CardNode>) {
  const editor = useEditor()
  const kind = useTab<PortType['kind']>(
    ({ workflow }, registry) => outputType(workflow, id, 'value', registry).kind,
    'any',
  )
  const from = useTab(({ workflow }) => inputsOf(workflow, id).get('value')?.from.node ?? null, null)
  const to = useTab(({ workflow }) => outputsOf(workflow, id).get('value')?.[0]?.to.node ?? null, null)
  const isAt = usePart(canvasStore, ({ focused }) => focused === id)
  const port = {
    node: id,
    name: 'value',
    y: REROUTE.height / 2,
    type: { kind, list: false },
    title: 'Reroute',
  }
  return (
    <article
      className={`card reroute ${selected ? 'selected' : ''}`}
      data-card={id}
      role="group"
      aria-label="Reroute"
      tabIndex={isAt ? 0 : -1}
      onFocus={() => {
        if (!isAt) setCanvas(editor, { focused: id })
      }}
    >
      <PortHandle {...port} label="In" side="input" connected={from} />
      <PortHandle {...port} label="Out" side="output" connected={to} />
    </article>
  )
})
