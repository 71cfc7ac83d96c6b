import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import type { Port } from '#shared/ports/port.ts'
import { lora, number } from '#shared/ports/port.ts'
import { Button } from '../../../base/ui/Button.tsx'
import { IconButton } from '../../../base/ui/IconButton.tsx'
import { useEditor } from '../../../base/useEditor.ts'
import { useCalm } from '../../../state/canvas/useCalm.ts'
import { checkPort } from '../checkPort.ts'
import type { ControlProps } from '../controlProps.ts'
import { buttonClass, fieldClass } from '../fieldClass.ts'
import { JsonControl } from '../json/JsonControl.tsx'
import { NumberField } from '../number/NumberField.tsx'
import { ruleOf } from '../number/stepping.ts'
import { portActs, putOnce } from '../portActs.ts'
import type { LoraList } from '../../../graph/values/loraList.ts'
import {
  addLora,
  asJson,
  changeLora,
  moveLora,
  readLoras,
  removeLora,
} from '../../../graph/values/loraList.ts'

/** LoRAs one below the other, each with its strength. Any other value is shown as JSON. */
export function LorasControl(props: ControlProps) {
  const editor = useEditor()
  const { nodeId, portName, port, value, disabled } = props
  const list = readLoras(value)
  const frame = useRef<HTMLDivElement>(null)
  const isAdding = useRef(false)
  const length = list?.length ?? 0
  // What is typed next is the address of the new LoRA, and no shortcut.
  useEffect(() => {
    if (!isAdding.current) return
    isAdding.current = false
    const rows = frame.current?.querySelectorAll('[data-lora]')
    rows?.[length - 1]?.querySelector('input')?.focus({ preventScroll: true })
  }, [length])
  if (list === null) return <JsonControl {...props} />
  const maxItems = port.limits.maxItems
  const full = maxItems !== undefined && list.length >= maxItems
  return (
    <div ref={frame} role="group" aria-label={port.label} aria-describedby={props.describedBy}>
      {list.map((_, index) => (
        // Rows are identified by their position only.
        <Row key={index} {...props} list={list} index={index} />
      ))}
      <span className="flex h-[28px] items-center gap-2">
        <Button
          className="nodrag flex h-[24px] cursor-pointer items-center gap-1 rounded-[5px] border border-line px-2 hover:bg-line/60 disabled:cursor-default disabled:opacity-40"
          disabled={disabled || full}
          onClick={() => {
            isAdding.current = true
            putOnce(editor, nodeId, portName, asJson(addLora(list)))
          }}
        >
          <Plus size={14} aria-hidden />
          Add LoRA
        </Button>
        {maxItems !== undefined && <span className="text-dim">{`${list.length} of ${maxItems}`}</span>}
      </span>
    </div>
  )
}

const scalePort = ({ limits: { minimum, maximum } }: Port): Port => ({
  ...number('Scale', {
    limits: { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) },
    control: { kind: 'number', step: 0.05, slider: true },
  }),
})

function Row(props: ControlProps & { readonly list: LoraList; readonly index: number }) {
  const editor = useEditor()
  const { nodeId, portName, port, isDefault, disabled, describedBy, onProblem, list, index } = props
  const item = list[index]
  const isFresh = useCalm(nodeId)
  if (item === undefined) return null
  const nth = `LoRA ${index + 1}`
  const paths = portActs(editor, nodeId, portName, `path ${index}`)
  const scales = portActs(editor, nodeId, portName, `scale ${index}`)
  const scale = scalePort(port)
  const isEmpty = item.path.trim() === ''
  const isWrong = isEmpty ? !isFresh : checkPort(lora(''), { path: item.path, scale: 1 }) !== null
  const move =
    (by: -1 | 1) =>
    ({ currentTarget }: MouseEvent<HTMLButtonElement>): void => {
      putOnce(editor, nodeId, portName, asJson(moveLora(list, index, by)))
      followRow(currentTarget, by)
    }
  return (
    <div className="flex h-[64px] flex-col gap-1" role="group" aria-label={nth} data-lora>
      <input
        type="text"
        aria-label={`Weights of ${nth}`}
        aria-invalid={isWrong}
        aria-describedby={describedBy}
        disabled={disabled}
        className={fieldClass(isDefault)}
        placeholder="Address, or owner/name"
        spellCheck={false}
        value={item.path}
        onChange={({ target }) => paths.put(changeLora(list, index, { path: target.value }))}
        onBlur={() => paths.end()}
      />
      <span className="flex items-center gap-[2px]">
        <span aria-hidden className="mr-2 text-dim">
          Scale
        </span>
        <NumberField
          label={`Scale of ${nth}`}
          value={item.scale}
          rule={ruleOf(scale)}
          isDefault={isDefault}
          disabled={disabled}
          isWrong={checkPort(scale, item.scale) !== null}
          describedBy={describedBy}
          check={(value) => checkPort(scale, value)}
          onProblem={onProblem}
          acts={{ ...scales, put: (value) => scales.put(changeLora(list, index, { scale: value })) }}
        />
        <Act label={`Move ${nth} up`} disabled={disabled || index === 0} onClick={move(-1)}>
          <ArrowUp size={14} aria-hidden />
        </Act>
        <Act label={`Move ${nth} down`} disabled={disabled || index === list.length - 1} onClick={move(1)}>
          <ArrowDown size={14} aria-hidden />
        </Act>
        <Act
          label={`Remove ${nth}`}
          disabled={disabled}
          onClick={() => putOnce(editor, nodeId, portName, asJson(removeLora(list, index)))}
        >
          <X size={14} aria-hidden />
        </Act>
      </span>
    </div>
  )
}

/** The focus follows the moved row, so that repeated presses move the same one. */
function followRow(button: HTMLElement, by: -1 | 1): void {
  const row = button.closest('[data-lora]')
  const other = by < 0 ? row?.previousElementSibling : row?.nextElementSibling
  const beyond = by < 0 ? other?.previousElementSibling : other?.nextElementSibling
  const buttons = other?.querySelectorAll('button')
  // At the end of the list only the opposite direction is left.
  const up = beyond?.matches('[data-lora]') === true ? by < 0 : by > 0
  buttons?.[up ? 0 : 1]?.focus()
}

interface ActProps {
  readonly label: string
  readonly disabled: boolean
  readonly onClick: (event: MouseEvent<HTMLButtonElement>) => void
  readonly children: ReactNode
}

function Act({ label, disabled, onClick, children }: ActProps) {
  return (
    <IconButton className={buttonClass} label={label} disabled={disabled} onClick={onClick}>
      {children}
    </IconButton>
  )
}
