import { useState } from 'react'
import { connectText, describeType } from '#shared/ports/compatibility.ts'
import type { Port } from '#shared/ports/port.ts'
import { isMediaKind } from '#shared/ports/value.ts'
import { usePart } from '../base/useEditor.ts'
import { shownValue } from '../graph/layout/cardLayout.ts'
import { inputsOf, nodesOf } from '../state/connections.ts'
import { titleOf } from '../state/nodeType.ts'
import { problemsStore } from '../state/canvas/problems.ts'
import { useCalm } from '../state/canvas/useCalm.ts'
import { useNode, useTab } from '../state/useTab.ts'
import { PortControl } from '../widgets/controls/Control.tsx'
import { controlSize } from '../graph/layout/controlSize.ts'
import { limitsText, portValueText } from '../base/portText.ts'
import { ResetButton } from '../widgets/controls/ResetButton.tsx'
import { NodeLink } from './NodeLink.tsx'

interface InspectorRowProps {
  readonly node: string
  readonly name: string
  readonly port: Port
  /** Width of the row, in pixels. */
  readonly width: number
}

/** An input in full: its control or what feeds it, its description, its limits, and its problems. */
export function InspectorRow({ node, name, port, width }: InspectorRowProps) {
  const value = useNode(node, (one) => shownValue(one, name, port), undefined)
  const isDefault = useNode(node, ({ values }) => values === undefined || !Object.hasOwn(values, name), true)
  const readOnly = useTab((tab) => tab.readOnly, false)
  const source = useTab(({ workflow }) => inputsOf(workflow, node).get(name)?.from.node ?? null, null)
  const [typing, setTyping] = useState<string | null>(null)
  const planned = usePart(problemsStore, ({ byNode }) => byNode.get(node)?.get(name) ?? null)
  const problem = (source === null ? typing : null) ?? planned
  const calm = useCalm(node) && isDefault && source === null && problem === planned
  const sourceTitle = useTab(({ workflow }, registry) => {
    const from = source === null ? undefined : nodesOf(workflow).get(source)
    return from === undefined ? '' : titleOf(from, registry)
  }, '')
  // Here a list of anything but media can be written as JSON.
  const given = isDefault && isMediaKind(port.type.kind) ? undefined : (value ?? null)
  const size = controlSize(port, given, value, width)
  return (
    <div className="flex flex-col gap-1" data-input={name}>
      <div className="flex min-h-[24px] items-center gap-2">
        <span className={isDefault && source === null ? 'text-dim' : ''}>{port.label}</span>
        {source === null && !isDefault && !readOnly && (
          <ResetButton nodeId={node} portName={name} port={port} value={value} />
        )}
        <span className="ml-auto text-[12px] text-dim">{describeType(port.type)}</span>
      </div>
      {source !== null ? (
        <span className="flex items-center gap-2">
          <span className="text-dim">From</span>
          <NodeLink id={source} title={sourceTitle} />
        </span>
      ) : size.position === 'none' ? (
        <p className="m-0 text-dim">{`${connectText(port.type)}.`}</p>
      ) : (
        <div style={size.position === 'below' ? { height: size.height } : undefined}>
          <PortControl
            nodeId={node}
            portName={name}
            port={port}
            value={value}
            isDefault={isDefault}
            disabled={readOnly}
            problem={calm ? null : problem}
            onProblem={setTyping}
          />
        </div>
      )}
      {problem !== null && (
        <p className={`m-0 break-words ${calm ? 'text-dim' : 'text-failed'}`}>{problem}</p>
      )}
      <PortFacts port={port} />
    </div>
  )
}

function PortFacts({ port }: { readonly port: Port }) {
  const limits = limitsText(port)
  const facts = [
    limits === '' ? null : `${limits.charAt(0).toUpperCase()}${limits.slice(1)}`,
    port.default === undefined || port.default === ''
      ? port.required
        ? 'Required'
        : null
      : `Default ${portValueText(port, port.default)}`,
  ].filter((text) => text !== null)
  return (
    <p className="m-0 text-[12px] leading-[16px] text-dim">
      {port.help}
      {port.help !== '' && facts.length > 0 && <br />}
      {facts.join(' · ')}
    </p>
  )
}
