import { memo, useState } from 'react'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import { hasWidget } from '#shared/nodes/cardInputs.ts'
import { connectText } from '#shared/ports/compatibility.ts'
import type { Port, PortType } from '#shared/ports/port.ts'
import { Button } from '../../base/ui/Button.tsx'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { PortControl } from '../../widgets/controls/Control.tsx'
import { besideWidth, isForCables } from '../../graph/layout/controlSize.ts'
import { ResetButton } from '../../widgets/controls/ResetButton.tsx'
import type { CardRow as Row } from '../../graph/layout/cardLayout.ts'
import { CARD } from '../../graph/layout/metrics.ts'
import { inputsOf, nodesOf } from '../../state/connections.ts'
import { setCanvas } from '../../state/canvas/canvasStore.ts'
import { titleOf } from '../../state/nodeType.ts'
import { problemsStore } from '../../state/canvas/problems.ts'
import { useCalm } from '../../state/canvas/useCalm.ts'
import { useNode, useTab } from '../../state/useTab.ts'
import { focusCard } from '../../graph/acts/walk.ts'
import { OutputPort } from './OutputPort.tsx'
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
      {row.output !== null && (
        <OutputPort
          node={node}
          title={title}
          type={type}
          name={row.output}
          y={CARD.row / 2}
          label={row.input === null || row.control === 'none' ? 'row' : 'none'}
        />
      )}
    </div>
  )
})

/** What an input shows of its value, and what is wrong with it. */
function useInput({
  node,
  name,
  type,
}: {
  readonly node: string
  readonly name: string
  readonly type: NodeType
}) {
  const port = type.inputs[name]
  const value = useNode(node, ({ values }) => own(values, name), undefined)
  const { source, sourceTitle } = useSource(node, name)
  const [typing, setTyping] = useState<string | null>(null)
  const planned = usePart(problemsStore, ({ byNode }) => byNode.get(node)?.get(name) ?? null)
  // An error of what is being typed comes first, but not beside a cable.
  const problem = (source === null ? typing : null) ?? planned
  const isDefault = value === undefined
  const calm = useCalm(node) && isDefault && source === null && problem === planned
  const isMissing = port?.required === true && isDefault && source === null
  return { port, value, source, sourceTitle, problem, isDefault, calm, isMissing, setTyping }
}

function Input({ node, title, type, row, name }: CardRowProps & { readonly name: string }) {
  const readOnly = useTab((tab) => tab.readOnly, false)
  const { port, value, source, sourceTitle, problem, isDefault, calm, isMissing, setTyping } = useInput({
    node,
    name,
    type,
  })
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
        isPictureAbove={row.control === 'beside' || port.control.kind === 'mask'}
        isBare={row.control === 'bare'}
      />
    )
  const handle = (
    <PortHandle
      node={node}
      name={name}
      label={port.label}
      side="input"
      y={CARD.row / 2}
      type={port.type}
      connected={sourceTitle}
      title={title}
      isWidget={hasWidget(port)}
    />
  )
  if (row.control === 'bare')
    return (
      <>
        {handle}
        <div
          className="nodrag relative"
          style={{ ...SIDES, top: CARD.bare, height: row.height - CARD.bare - CARD.afterControl }}
        >
          {control}
          {problem !== null && !calm && (
            <span className="absolute top-[6px] right-[6px]">
              <Problem text={problem} />
            </span>
          )}
        </div>
      </>
    )
  return (
    <>
      {handle}
      <div
        className="control-row flex items-center gap-2"
        style={{ height: CARD.row, paddingLeft: CARD.side, paddingRight: CARD.side }}
      >
        <Label port={port} isDim={isDefault && source === null} />
        {control !== null && !isDefault && !readOnly && (
          <span className="reset contents">
            <ResetButton nodeId={node} portName={name} port={port} value={value} />
          </span>
        )}
        {problem !== null && <Problem text={problem} calm={calm} word={isMissing ? 'Required' : ''} />}
        {row.control === 'beside' && (
          <div className={`control nodrag ml-auto ${besideWidth[port.control.kind]}`}>{control}</div>
        )}
        {source !== null && <SourceLink source={source} title={sourceTitle} />}
        {source === null && row.control === 'none' && isForCables(port) && row.output === null && (
          <ConnectButton node={node} name={name} type={port.type} />
        )}
      </div>
      {row.control === 'below' && (
        <div className="nodrag" style={{ ...SIDES, height: row.height - CARD.row - CARD.afterControl }}>
          {control}
        </div>
      )}
    </>
  )
}

const SIDES = { marginLeft: CARD.side, marginRight: CARD.side } as const

interface LabelProps {
  readonly port: Port
  readonly isDim: boolean
}

/** A control beside it gets narrower before the label is cut. */
const Label = ({ port, isDim }: LabelProps) => (
  <span
    className={`control-label truncate ${isDim ? 'text-dim' : 'text-ink'}`}
    data-tip={port.help === '' ? undefined : port.help}
  >
    {port.label}
  </span>
)

/** What to do about a list without a cable: choose a node that makes one. */
function ConnectButton({
  node,
  name,
  type,
}: {
  readonly node: string
  readonly name: string
  readonly type: PortType
}) {
  const editor = useEditor()
  const readOnly = useTab((tab) => tab.readOnly, false)
  return (
    <Button
      className="nodrag ml-auto min-w-0 cursor-pointer truncate text-dim hover:text-ink disabled:cursor-default"
      tabIndex={-1}
      disabled={readOnly}
      onClick={({ currentTarget }) => {
        const { left, bottom } = currentTarget.getBoundingClientRect()
        setCanvas(editor, {
          picker: { from: { node, port: name, side: 'input' }, at: { x: left, y: bottom } },
        })
      }}
    >
      {connectText(type)}
    </Button>
  )
}

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
      className="nodrag min-w-0 cursor-pointer truncate text-dim hover:text-ink"
      onClick={() => focusCard(editor, source)}
    >
      {`← ${title}`}
    </Button>
  )
}

function own<T>(values: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined
}
