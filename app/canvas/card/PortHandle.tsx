import { Handle, Position } from '@xyflow/react'
import type { KeyboardEvent, MouseEvent } from 'react'
import { disconnectInput } from '#shared/document/edits/edges.ts'
import { describeType } from '#shared/ports/compatibility.ts'
import type { PortType } from '#shared/ports/port.ts'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { activeTab, edit } from '../../state/tabs.ts'
import { cableInto } from '../../graph/acts/connect.ts'
import { canvasStore, setCanvas } from '../../state/canvas/canvasStore.ts'
import { PORT } from '../../graph/layout/metrics.ts'
import type { Side } from '../../state/canvas/looseEnd.ts'
import { Glyph } from '../../widgets/Glyph.tsx'
import { isEnter } from '../../base/keys/isEnter.ts'

interface PortHandleProps {
  readonly node: string
  readonly name: string
  readonly label: string
  readonly side: Side
  /** The middle of the row, in pixels from the card's upper edge. */
  readonly y: number
  readonly type: PortType
  /** A description of what it is connected to; null if it is not connected. */
  readonly connected: string | null
  readonly title: string
  /** Its input has a control: the port itself is rarely used, and hidden until it may be. */
  readonly isWidget?: boolean
}

/** A port: cables begin and end here, with the mouse, or with the keyboard as a button. */
export function PortHandle(props: PortHandleProps) {
  const { node, name, label, side, y, type, connected, title, isWidget = false } = props
  const editor = useEditor()
  const fades = usePart(
    canvasStore,
    ({ loose }) =>
      loose !== null && !isFrom(loose.from, node, name, side) && !loose.check({ node, port: name, side }).ok,
  )
  const reachable = usePart(canvasStore, ({ focused }) => focused === node)
  const isInput = side === 'input'

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (isEnter(event) || event.key === 'c' || event.key === 'C') {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const { right, left, bottom } = event.currentTarget.getBoundingClientRect()
      setCanvas(editor, {
        picker: { from: { node, port: name, side }, at: { x: isInput ? left : right, y: bottom } },
      })
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && isInput && connected !== null)
      edit(editor, disconnectInput(node, name))
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /**
   * A press on a connected port grabs the end of its cable: the press is passed to the cable, which React Flow can
   * reconnect.
   */
  const onMouseDownCapture = (event: MouseEvent<HTMLDivElement>): void => {
    const workflow = activeTab(editor)?.workflow
    const cable =
      workflow === undefined || !isInput || event.button !== 0 ? undefined : cableInto(workflow, node, name)
    const end =
      cable === undefined
        ? null
        : document.querySelector(
            `.react-flow__edge[data-id="${CSS.escape(cable.id)}"] .react-flow__edgeupdater-target`,
          )
    if (end === null) return
    event.stopPropagation()
    const { clientX, clientY, button } = event
    end.dispatchEvent(
      new globalThis.MouseEvent('mousedown', { clientX, clientY, button, bubbles: true, cancelable: true }),
    )
  }

  return (
    <Handle
      id={name}
      type={isInput ? 'target' : 'source'}
      position={isInput ? Position.Left : Position.Right}
      className={`port ${fades ? 'fades' : ''} ${connected !== null && isInput ? 'taken' : ''} ${isWidget && connected === null ? 'widget' : ''}`}
      style={{ top: y, width: PORT, height: PORT }}
      role="button"
      tabIndex={reachable ? 0 : -1}
      aria-label={`${label}, ${describeType(type)}, ${side} of ${title}, ${connected === null ? 'not connected' : `connected to ${connected}`}`}
      data-port={`${side} ${name}`}
      onKeyDown={onKeyDown}
      onMouseDownCapture={onMouseDownCapture}
    >
      <Glyph type={type} filled={connected !== null} />
    </Handle>
  )
}

const isFrom = (
  from: { readonly node: string; readonly port: string; readonly side: Side },
  node: string,
  port: string,
  side: Side,
): boolean => from.node === node && from.port === port && from.side === side
