import './controls.css'
import type { ComponentType } from 'react'
import { useEffect, useId, useRef } from 'react'
import type { Control } from '#shared/ports/port.ts'
import { useEditor } from '../../base/useEditor.ts'
import { ChoiceControl } from './ChoiceControl.tsx'
import type { ControlProps, PortControlProps } from './controlProps.ts'
import { JsonControl } from './json/JsonControl.tsx'
import { LorasControl } from './loras/LorasControl.tsx'
import { MaskControl } from './mask/MaskControl.tsx'
import { NumberControl } from './number/NumberControl.tsx'
import { PickControl } from './PickControl.tsx'
import { MediaControl } from './media/MediaControl.tsx'
import { SeedControl } from './seed/SeedControl.tsx'
import { SwitchControl } from './SwitchControl.tsx'
import { TextControl } from './TextControl.tsx'
import { refreshTip } from '../tip/tips.ts'

const NoControl = () => null

/** A missing kind does not compile. */
const controls: { readonly [K in Control['kind']]: ComponentType<ControlProps> } = {
  text: TextControl,
  number: NumberControl,
  choice: ChoiceControl,
  switch: SwitchControl,
  seed: SeedControl,
  loras: LorasControl,
  picture: MediaControl,
  mask: MaskControl,
  pick: PickControl,
  json: JsonControl,
  none: NoControl,
}

/**
 * The control of an unconnected port, on cards and in the inspector. It keeps to the size that `controlSize` gives, and
 * shows what is wrong with its value, also while typing.
 */
export function PortControl(props: PortControlProps) {
  const editor = useEditor()
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const { port, problem } = props
  const Kind = controls[port.control.kind]
  const parts = [problem !== null && `${id}-problem`, port.help !== '' && `${id}-help`].filter(
    (part) => part !== false,
  )
  useEffect(() => {
    if (frame.current !== null) refreshTip(editor, frame.current)
  }, [editor, problem])
  return (
    <div
      ref={frame}
      className="h-full min-w-0"
      data-tip-problem={problem ?? undefined}
      data-tip-help={port.help === '' ? undefined : port.help}
    >
      <Kind
        {...props}
        describedBy={parts.length === 0 ? undefined : parts.join(' ')}
        isWrong={problem !== null}
      />
      {problem !== null && (
        <span id={`${id}-problem`} hidden>
          {problem}
        </span>
      )}
      {port.help !== '' && (
        <span id={`${id}-help`} hidden>
          {port.help}
        </span>
      )}
    </div>
  )
}
