import { ViewportPortal } from '@xyflow/react'
import { useCallback } from 'react'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { defineStore } from '../../base/editor.ts'
import type { Point } from '../../base/geometry.ts'
import { cablePath } from '../../base/geometry.ts'
import { useEditor, usePart } from '../../base/useEditor.ts'
import type { FlowNode } from '../../graph/layout/flowNodes.ts'
import { passagesOf } from '../../graph/model/passages.ts'
import { outputType, inputType } from '../../graph/model/portTypes.ts'
import { useMark } from './useMark.ts'
import { viewStore } from '../../state/view.ts'
import { portColour } from '../../widgets/portGlyph.ts'

/** The layer over the cards in which cables shine through them; null until it is rendered. */
export const overCardsStore = defineStore<SVGGElement | null>(() => null)

interface OverCardsProps {
  readonly nodes: readonly FlowNode[]
  readonly workflow: Workflow
  readonly registry: Registry
}

/** The parts of cables that are drawn over the cards. They take no pointer events. */
export function OverCards(props: OverCardsProps) {
  const editor = useEditor()
  const layer = useCallback(
    (element: SVGGElement | null) => editor.get(overCardsStore).setState(element, true),
    [editor],
  )
  return (
    <ViewportPortal>
      <svg className="over-cards" aria-hidden="true">
        <g ref={layer} />
        <Passages {...props} />
        <PendingCable {...props} />
      </svg>
    </ViewportPortal>
  )
}

/** The cables through bypassed cards. */
function Passages({ nodes, workflow, registry }: OverCardsProps) {
  const mark = useMark()
  const passages = passagesOf(workflow, registry)
  if (passages.length === 0) return null
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return passages.map(({ node, input, output, kind, edge }) => {
    const from = portPoint(byId.get(node), input, 'target')
    const to = portPoint(byId.get(node), output, 'source')
    if (from === null || to === null) return null
    return (
      <path
        key={`${node} ${output}`}
        ref={mark}
        data-cable={edge}
        d={cablePath(from, to)}
        className="cable passage"
        stroke={portColour(kind)}
      />
    )
  })
}

/** The cable that was dropped on the empty canvas, while the search for its other end is open. */
function PendingCable({ nodes, workflow, registry }: OverCardsProps) {
  const search = usePart(viewStore, (view) => view.search)
  if (search === null || search.loose === null || search.into !== undefined) return null
  const { node, port, end } = search.loose
  const near = portPoint(
    nodes.find(({ id }) => id === node),
    port,
    end,
  )
  if (near === null) return null
  const [path, { kind }] =
    end === 'source'
      ? [cablePath(near, search.at), outputType(workflow, node, port, registry)]
      : [cablePath(search.at, near), inputType(workflow, node, port, registry)]
  return <path d={path} className="cable pending" stroke={portColour(kind)} />
}

function portPoint(node: FlowNode | undefined, port: string, type: 'source' | 'target'): Point | null {
  const handle = node?.handles?.find((other) => other.id === port && other.type === type)
  if (node === undefined || handle === undefined) return null
  const half = (handle.width ?? 0) / 2
  return { x: node.position.x + handle.x + half, y: node.position.y + handle.y + half }
}
