import { memo, useState } from 'react'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Port } from '#shared/ports/port.ts'
import { Button } from '../../base/ui/Button.tsx'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { PortControl } from '../../widgets/controls/Control.tsx'
import { besideWidth } from '../../graph/layout/controlSize.ts'
import { ResetButton } from '../../widgets/controls/ResetButton.tsx'
import type { CardRow as Row } from '../../graph/layout/cardLayout.ts'
import { CARD } from '../../graph/layout/metrics.ts'
import { inputsOf, nodesOf, outputsOf } from '../../state/connections.ts'
import { titleOf } from '../../state/nodeType.ts'
import { outputType } from '../../graph/model/portTypes.ts'
import { problemsStore } from '../../state/canvas/problems.ts'
import { useCalm } from '../../state/canvas/useCalm.ts'
import { useNode, useTab } from '../../state/useTab.ts'
import { focusCard } from '../../graph/acts/walk.ts'
import { PortHandle } from './PortHandle.tsx'
import { Problem } from './Problem.tsx'

interface CardRowProps {
  readonly node: string
  readonly title: string
  readonly type: NodeType
  readonly row: Row
}

/** A row of a card: an input with its control or what feeds it, an output, or both. */
export const CardRow = memo(function CardRow({ node, title, type, row }: CardRowProps) {
  return (
    <div className="absolute inset-x-0" style={{ top: row.top, height: row.height }}>
      {row.input !== null && <Input node={node} title={title} type={type} row={row} name={row.input} />}
      {row.output !== null && <Output node={node} title={title} type={type} name={row.output} />}
    </div>
  )
})

function Input({ node, title, type, row, name }: CardRowProps & { readonly name: string }) {
  const port = type.inputs[name]
  const value = useNode(node, ({ values }) => own(values, name), undefined)
  const { source, sourceTitle } = useSource(node, name)
  const readOnly = useTab((tab) => tab.readOnly, false)
  const [typing, setTyping] = useState<string | null>(null)
  const planned = usePart(problemsStore, ({ byNode }) => byNode.get(node)?.get(name) ?? null)
  // An error of what is being typed comes first, but not beside a cable.
  const problem = (source === null ? typing : null) ?? planned
  const isDefault = value === undefined
  const calm = useCalm(node) && isDefault && source === null && problem === planned
  if (port === undefined) return null
  const control =
    row.control === 'none' || source !== null ? null : (
      <PortControl
        nodeId={node}
        portName={name}
        port={port}
        value={value ?? port.default}
        isDefault={isDefault}
        disabled={readOnly}
        problem={calm ? null : problem}
        onProblem={setTyping}
      />
    )
  return (
    <>
      <PortHandle
        node={node}
        name={name}
        label={port.label}
        side="input"
        y={CARD.row / 2}
        type={port.type}
        connected={sourceTitle}
        title={title}
      />
      <div
        className="control-row flex items-center gap-2"
        style={{ height: CARD.row, paddingLeft: CARD.side, paddingRight: CARD.side }}
      >
        <Label port={port} isDim={isDefault && source === null} isBeside={row.control === 'beside'} />
        {control !== null && !isDefault && !readOnly && (
          <span className="reset contents">
            <ResetButton nodeId={node} portName={name} port={port} value={value} />
          </span>
        )}
        {problem !== null && <Problem text={problem} calm={calm} />}
        {row.control === 'beside' && (
          <div className={`nodrag ml-auto min-w-[64px] shrink ${besideWidth[port.control.kind]}`}>
            {control}
          </div>
        )}
        {source !== null && row.output === null && <SourceLink source={source} title={sourceTitle} />}
      </div>
      {row.control === 'below' && (
        <div
          className="nodrag"
          style={{
            height: row.height - CARD.row - CARD.afterControl,
            marginLeft: CARD.side,
            marginRight: CARD.side,
          }}
        >
          {control}
        </div>
      )}
    </>
  )
}

interface LabelProps {
  readonly port: Port
  readonly isDim: boolean
  /** Whether it shares its row with a control, which gets narrower before the label is cut. */
  readonly isBeside: boolean
}

const Label = ({ port, isDim, isBeside }: LabelProps) => (
  <span
    className={`truncate ${isBeside ? 'max-w-[55%] shrink-0' : 'min-w-0 shrink'} ${isDim ? 'text-dim' : 'text-ink'}`}
    data-tip={port.help === '' ? undefined : port.help}
  >
    {port.label}
  </span>
)

/** The node that feeds an input, and its title; null if it is not connected. */
function useSource(node: string, name: string) {
  const source = useTab(({ workflow }) => inputsOf(workflow, node).get(name)?.from.node ?? null, null)
  const sourceTitle = useTab(({ workflow }, registry) => {
    const from = source === null ? undefined : nodesOf(workflow).get(source)
    return from === undefined ? null : titleOf(from, registry)
  }, null)
  return { source, sourceTitle }
}

/** The source of an input, by its title, as a link. */
function SourceLink({ source, title }: { readonly source: string; readonly title: string | null }) {
  const editor = useEditor()
  return (
    <Button
      tabIndex={-1}
      className="nodrag ml-auto min-w-0 cursor-pointer truncate text-dim hover:text-ink"
      onClick={() => focusCard(editor, source)}
    >
      {title}
    </Button>
  )
}

function Output({ node, title, type, name }: Omit<CardRowProps, 'row'> & { readonly name: string }) {
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
      <span
        className="absolute top-0 right-0 flex items-center text-dim"
        style={{ height: CARD.row, paddingRight: CARD.side }}
        title={port.help}
      >
        {port.label}
      </span>
      <PortHandle
        node={node}
        name={name}
        label={port.label}
        side="output"
        y={CARD.row / 2}
        type={{ kind, list: flows.endsWith('list') }}
        connected={to}
        title={title}
      />
    </>
  )
}

function own<T>(values: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined
}
