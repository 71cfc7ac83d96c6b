import type { NodeType } from '#shared/nodes/defineNode.ts'
import { CARD } from '../../graph/layout/metrics.ts'
import { outputType } from '../../graph/model/portTypes.ts'
import { nodesOf, outputsOf } from '../../state/connections.ts'
import { titleOf } from '../../state/nodeType.ts'
import { useTab } from '../../state/useTab.ts'
import { PortHandle } from './PortHandle.tsx'

interface OutputPortProps {
  readonly node: string
  readonly title: string
  readonly type: NodeType
  readonly name: string
  /** The middle of the port, from the upper edge of what it lies in. */
  readonly y: number
  /** Where its name stands: in its row, over the picture while the card is in use, or nowhere. */
  readonly label: 'row' | 'over' | 'none'
}

/** An output, with what it is connected to. */
export function OutputPort({ node, title, type, name, y, label }: OutputPortProps) {
  const port = type.outputs[name]
  // Joined to one text, so that the row renders again only when the type changes.
  const flows = useTab(({ workflow }, registry) => {
    const { kind, list } = outputType(workflow, node, name, registry)
    return `${kind} ${list ? 'list' : ''}`
  }, 'any ')
  const to = useTab(({ workflow }, registry) => {
    const nodes = nodesOf(workflow)
    const titles = (outputsOf(workflow, node).get(name) ?? []).map((edge) => {
      const target = nodes.get(edge.to.node)
      return target === undefined ? '' : titleOf(target, registry)
    })
    return titles.length === 0 ? null : titles.join(', ')
  }, null)
  if (port === undefined) return null
  // The cast undoes the join above.
  const kind = flows.split(' ')[0] as typeof port.type.kind
  return (
    <>
      {label !== 'none' && (
        <span
          className={`absolute right-0 flex items-center ${label === 'over' ? 'output-name' : 'text-dim'}`}
          style={{ top: y - CARD.row / 2, height: CARD.row, paddingRight: CARD.side }}
          title={port.help}
        >
          <span>{port.label}</span>
        </span>
      )}
      <PortHandle
        node={node}
        name={name}
        label={port.label}
        side="output"
        y={y}
        type={{ kind, list: flows.endsWith('list') }}
        connected={to}
        title={title}
      />
    </>
  )
}
