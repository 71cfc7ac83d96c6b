import { useEditor } from '../../../base/useEditor.ts'
import type { ControlProps } from '../controlProps.ts'
import { portActs } from '../portActs.ts'
import { checkPort } from '../checkPort.ts'
import { NumberField } from './NumberField.tsx'
import { ruleOf } from './stepping.ts'
import { unitOf } from './unitOf.ts'

/** `words` are shown in place of the number while the field is not focused. */
export function NumberControl({
  nodeId,
  portName,
  port,
  ...rest
}: ControlProps & { readonly shownText?: string }) {
  const editor = useEditor()
  return (
    <NumberField
      {...rest}
      label={port.label}
      rule={ruleOf(port)}
      unit={unitOf(portName, port)}
      acts={portActs(editor, nodeId, portName)}
      check={(value) => checkPort(port, value)}
    />
  )
}
