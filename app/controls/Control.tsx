import type { ComponentType } from 'react'
import { resetValue, setValue } from '#shared/document/edits/nodes.ts'
import type { Control, Port } from '#shared/ports/port.ts'
import type { Json } from '#shared/ports/value.ts'
import { edit, endAct } from '../stores/tabs.ts'

export interface PortControlProps {
  readonly nodeId: string
  readonly portName: string
  readonly port: Port
  /** The node's own value, else the port's default. */
  readonly value: unknown
  readonly isDefault: boolean
  readonly disabled: boolean
  /** What is wrong with it, in words. */
  readonly problem: string | null
}

const field =
  'nodrag h-[24px] w-full min-w-0 rounded-[5px] border border-line bg-canvas px-2 text-ink outline-offset-0 aria-invalid:border-failed'

const put = ({ nodeId, portName }: PortControlProps, value: Json): void =>
  edit(setValue(nodeId, portName, value), `${nodeId} ${portName}`)

const shared = ({ port, disabled, problem, isDefault }: PortControlProps) => ({
  'aria-label': port.label,
  'aria-invalid': problem !== null,
  disabled,
  onBlur: () => endAct(),
  className: `${field} ${isDefault ? 'text-dim' : ''}`,
})

function TextControl(props: PortControlProps) {
  const { port, value } = props
  const text = typeof value === 'string' ? value : ''
  if (port.control.kind === 'text' && port.control.multiline)
    return (
      <textarea
        {...shared(props)}
        className={`${shared(props).className} nowheel h-full resize-none py-[6px] leading-[18px]`}
        style={{ height: '100%' }}
        value={text}
        placeholder={port.help}
        onChange={(event) => put(props, event.target.value)}
      />
    )
  return (
    <input type="text" {...shared(props)} value={text} onChange={(event) => put(props, event.target.value)} />
  )
}

function NumberControl(props: PortControlProps) {
  const { port, value } = props
  const step = port.control.kind === 'number' ? port.control.step : 1
  return (
    <input
      type="number"
      {...shared(props)}
      step={step}
      min={port.limits.minimum}
      max={port.limits.maximum}
      value={typeof value === 'number' ? value : ''}
      onChange={(event) =>
        Number.isNaN(event.target.valueAsNumber)
          ? edit(resetValue(props.nodeId, props.portName), `${props.nodeId} ${props.portName}`)
          : put(props, event.target.valueAsNumber)
      }
    />
  )
}

function ChoiceControl(props: PortControlProps) {
  const choices = props.port.type.choices ?? []
  return (
    <select
      {...shared(props)}
      value={String(props.value)}
      onChange={(event) => put(props, choices[event.target.selectedIndex] ?? event.target.value)}
    >
      {choices.map((choice) => (
        <option key={choice} value={String(choice)}>
          {choice}
        </option>
      ))}
    </select>
  )
}

function SwitchControl(props: PortControlProps) {
  return (
    <input
      type="checkbox"
      {...shared(props)}
      className="ml-auto block"
      checked={props.value === true}
      onChange={(event) => put(props, event.target.checked)}
    />
  )
}

function JsonControl(props: PortControlProps) {
  return (
    <textarea
      {...shared(props)}
      className={`${field} nowheel resize-none py-[6px] leading-[18px]`}
      style={{ height: '100%' }}
      readOnly
      value={props.value === undefined ? '' : JSON.stringify(props.value)}
    />
  )
}

const Nothing = () => null

const controls: { readonly [K in Control['kind']]: ComponentType<PortControlProps> } = {
  text: TextControl,
  number: NumberControl,
  choice: ChoiceControl,
  switch: SwitchControl,
  seed: NumberControl,
  loras: JsonControl,
  picture: JsonControl,
  json: JsonControl,
  none: Nothing,
}

/** What stands beside a port while nothing is connected to it. It keeps to the size that `controlSize` gives. */
export function PortControl(props: PortControlProps) {
  const Kind = controls[props.port.control.kind]
  return <Kind {...props} />
}
