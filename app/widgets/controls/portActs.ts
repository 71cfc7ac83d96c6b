import { resetValue, setValue } from '#shared/document/edits/nodes.ts'
import type { Json } from '#shared/ports/value.ts'
import { dropAct, edit, endAct } from '../../state/tabs.ts'

/** How a control changes its value. All that is put between two ends is one step of undo. */
export interface PortActs {
  /** `undefined`: the default again. */
  put(value: Json | undefined): void
  end(): void
  /** Puts back what was there before; answers whether anything had been put since the last end. */
  revert(): boolean
}

/** `part` tells several fields of one port apart. */
export function portActs(nodeId: string, portName: string, part: string = ''): PortActs {
  const key = `value ${nodeId} ${portName} ${part}`
  return {
    put: (value) =>
      edit(value === undefined ? resetValue(nodeId, portName) : setValue(nodeId, portName, value), key),
    end: endAct,
    revert: () => dropAct(key),
  }
}

/** One whole act, as the press of a button is. */
export function putOnce(nodeId: string, portName: string, value: Json | undefined): void {
  edit(value === undefined ? resetValue(nodeId, portName) : setValue(nodeId, portName, value))
}
