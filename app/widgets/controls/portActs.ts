import { resetValue, setValue } from '#shared/document/edits/nodes.ts'
import type { Json } from '#shared/ports/value.ts'
import type { Editor } from '../../base/editor.ts'
import { dropAct, edit, endAct } from '../../state/tabs.ts'

/** How a control changes its value. All values put until the next end are one undo step. */
export interface PortActs {
  /** `undefined`: the default again. */
  put(value: Json | undefined): void
  end(): void
  /** Restores the old value; returns whether anything had been put since the last end. */
  revert(): boolean
}

/** `part` distinguishes several fields of one port. */
export function portActs(editor: Editor, nodeId: string, portName: string, part: string = ''): PortActs {
  const key = `value ${nodeId} ${portName} ${part}`
  return {
    put: (value) =>
      edit(
        editor,
        value === undefined ? resetValue(nodeId, portName) : setValue(nodeId, portName, value),
        key,
      ),
    end: () => endAct(editor),
    revert: () => dropAct(editor, key),
  }
}

/** A complete undo step, such as the press of a button. */
export function putOnce(editor: Editor, nodeId: string, portName: string, value: Json | undefined): void {
  edit(editor, value === undefined ? resetValue(nodeId, portName) : setValue(nodeId, portName, value))
}
