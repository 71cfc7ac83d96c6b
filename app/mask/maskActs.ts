import { toPixels } from '#shared/mask/painting.ts'
import type { Editor } from '../base/editor.ts'
import type { Tool } from './brushSettings.ts'
import { brushStore, setBrush, stepPercent, stepSize } from './brushSettings.ts'
import type { MaskAct } from './maskKeys.ts'
import type { MaskSession } from './session.ts'
import type { Spot } from './viewpoint.ts'
import { fitView, reveal, zoomAt } from './viewpoint.ts'

export const toolNames: { readonly [T in Tool]: string } = {
  brush: 'Brush',
  rectangle: 'Rectangle',
  ellipse: 'Ellipse',
  lasso: 'Lasso',
  fill: 'Fill',
}

const nameOf = (tool: Tool, erase: boolean): string =>
  tool === 'brush' && erase ? 'Eraser' : `${toolNames[tool]}${erase ? ', erasing' : ''}`

/** Steps of the crosshair, as a fraction of the longer side of the picture. */
const STEP = 1 / 100
const FAR = 10

/** Performs the action of a key or a button. */
export function doAct(editor: Editor, session: MaskSession, act: MaskAct): void {
  const { painter, picture, state, announce } = session
  const longer = Math.max(picture.width, picture.height)
  const { view, pane } = state.getState()
  const middle: Spot = { x: pane.width / 2, y: pane.height / 2 }
  switch (act.act) {
    case 'tool': {
      const erase = act.erase ?? editor.get(brushStore).getState().erase
      setBrush(editor, { tool: act.tool, erase })
      return announce(`${nameOf(act.tool, erase)}.`)
    }
    case 'swap': {
      const { tool, erase } = editor.get(brushStore).getState()
      setBrush(editor, { erase: !erase })
      return announce(`${nameOf(tool, !erase)}.`)
    }
    case 'undo':
      return announce(painter.undo() === null ? 'Nothing to undo.' : 'Undone.')
    case 'redo':
      return announce(painter.redo() === null ? 'Nothing to redo.' : 'Redone.')
    case 'invert':
    case 'clear':
      return session.whole({ tool: act.act })
    case 'size': {
      const size = stepSize(editor.get(brushStore).getState().size, act.by, longer)
      setBrush(editor, { size })
      return announce(`Size ${Math.round(toPixels(size, picture))} pixels.`)
    }
    case 'hardness': {
      const hardness = stepPercent(editor.get(brushStore).getState().hardness, 10 * act.by)
      setBrush(editor, { hardness })
      return announce(`Hardness ${hardness} %.`)
    }
    case 'opacity':
      setBrush(editor, { opacity: act.to })
      return announce(`Opacity ${act.to} %.`)
    case 'alone':
      setBrush(editor, { alone: !editor.get(brushStore).getState().alone })
      return announce(
        editor.get(brushStore).getState().alone ? 'The mask alone.' : 'The mask over the picture.',
      )
    case 'fit':
      return session.look(fitView(picture, pane))
    case 'whole':
      return session.look(zoomAt(view, middle, 1 / view.scale))
    case 'nearer':
      return session.look(zoomAt(view, middle, 1.25))
    case 'farther':
      return session.look(zoomAt(view, middle, 0.8))
    case 'pen':
      return turnPen(session)
    case 'move':
      return movePen(
        session,
        act.dx,
        act.dy,
        act.distance === 'near' ? 1 : longer * STEP * (act.distance === 'far' ? FAR : 1),
      )
  }
}

/** The position of the keyboard brush: the last one, or else the middle of the picture. */
const penOf = ({ picture, state }: MaskSession): Spot =>
  state.getState().pen ?? { x: picture.width / 2, y: picture.height / 2 }

function movePen(session: MaskSession, dx: number, dy: number, step: number): void {
  const { picture, state, gesture } = session
  const { byKeys, view, pane } = state.getState()
  const from = penOf(session)
  const inside = (value: number, most: number): number => Math.min(most, Math.max(0, value))
  const pen = byKeys
    ? { x: inside(from.x + dx * step, picture.width), y: inside(from.y + dy * step, picture.height) }
    : { x: inside(from.x, picture.width), y: inside(from.y, picture.height) }
  state.setState({ pen, byKeys: true })
  session.look(reveal(view, pen, pane))
  if (gesture.isDown()) gesture.move([{ ...pen, pressure: 1 }])
  session.announce(`${Math.round(pen.x)}, ${Math.round(pen.y)}`)
}

/** Puts the keyboard brush down or lifts it. */
export function turnPen(session: MaskSession, down = !session.gesture.isDown()): void {
  const { gesture, state } = session
  if (down === gesture.isDown()) return
  if (!down) return gesture.up()
  const pen = penOf(session)
  state.setState({ pen, byKeys: true })
  gesture.down({ ...pen, pressure: 1 })
  if (gesture.isDown()) session.announce('The brush is down.')
}
