import type { MaskSession } from './session.ts'
import type { PenSpot } from './stepOf.ts'
import type { Spot } from './viewpoint.ts'
import { panBy, pinch, toPicture, zoomAt } from './viewpoint.ts'

/** The bit of `PointerEvent.buttons` for the other end of a pen. */
const PEN_ERASER = 32
const MIDDLE = 1

/** The zoom speed of the wheel; a pinch on a touchpad arrives as a wheel with Ctrl and small steps. */
const WHEEL = 0.0016
const TOUCHPAD = 0.01

/**
 * Handles mouse, pen and touch on the stage: the first button or one finger paints, the middle button or Space pans,
 * two fingers move and zoom, the wheel zooms. `panning` says whether Space is held. Returns a function that stops it.
 */
export function bindPointers(element: HTMLElement, session: MaskSession, panning: () => boolean): () => void {
  const { onDown, onMove, onUp, onLeave, onWheel } = createPointers(element, session, panning)
  const bound = new AbortController()
  const { signal } = bound
  element.addEventListener('pointerdown', onDown, { signal })
  element.addEventListener('pointermove', onMove, { signal })
  element.addEventListener('pointerup', onUp, { signal })
  element.addEventListener('pointercancel', onUp, { signal })
  element.addEventListener('pointerleave', onLeave, { signal })
  element.addEventListener('wheel', onWheel, { passive: false, signal })
  element.addEventListener('touchstart', isOurs, { passive: false, signal })
  element.addEventListener('contextmenu', isOurs, { signal })
  return () => bound.abort()
}

/** Handles touches itself: otherwise the end of a quick stroke counts as a fling, and the next tap only stops it. */
const isOurs = (event: Event): void => event.preventDefault()

/** The actions of the pressed pointers. */
function createPointers(element: HTMLElement, session: MaskSession, panning: () => boolean) {
  const { gesture, state } = session
  /** The positions of the pressed fingers and buttons on the stage. */
  const down = new Map<number, Spot>()
  let painting: number | null = null
  let pan: number | null = null

  const spotOf = (event: MouseEvent): Spot => {
    const { left, top } = element.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
  const penOf = (event: PointerEvent): PenSpot => ({
    ...toPicture(state.getState().view, spotOf(event)),
    // Only a pen reports pressure; browsers report a half for everything else.
    pressure: event.pointerType === 'pen' ? event.pressure : 1,
  })
  const pair = (): [Spot, Spot] | null => {
    const [a, b] = down.values()
    return a === undefined || b === undefined ? null : [a, b]
  }

  const onDown = (event: PointerEvent): void => {
    element.focus({ preventScroll: true })
    down.set(event.pointerId, spotOf(event))
    if (event.pointerType === 'touch' && down.size > 1) {
      // A second finger cancels what the first has begun.
      gesture.cancel()
      painting = null
      return
    }
    element.setPointerCapture(event.pointerId)
    if (event.button === MIDDLE || panning()) pan = event.pointerId
    else if (event.button === 0 || (event.buttons & PEN_ERASER) !== 0) {
      painting = event.pointerId
      gesture.down(penOf(event), (event.buttons & PEN_ERASER) !== 0)
    }
    event.preventDefault()
  }

  const onMove = (event: PointerEvent): void => {
    const before = down.get(event.pointerId)
    const pen = penOf(event)
    state.setState({ pen: event.pointerType === 'touch' ? null : pen, byKeys: false })
    if (before === undefined) return
    const fingers = pair()
    const now = spotOf(event)
    down.set(event.pointerId, now)
    const moved = pair()
    if (painting === event.pointerId) {
      const all = event.getCoalescedEvents().map(penOf)
      gesture.move(all.length === 0 ? [pen] : all, event.shiftKey)
    } else if (fingers !== null && moved !== null && event.pointerType === 'touch')
      session.look(pinch(state.getState().view, fingers, moved))
    else if (pan === event.pointerId)
      session.look(panBy(state.getState().view, now.x - before.x, now.y - before.y))
  }

  const onUp = (event: PointerEvent): void => {
    down.delete(event.pointerId)
    if (pan === event.pointerId) pan = null
    if (painting !== event.pointerId) return
    painting = null
    if (event.type === 'pointerup') gesture.up()
    else gesture.cancel()
  }

  const onLeave = (): void => {
    if (!gesture.isDown()) state.setState({ pen: null })
  }

  const onWheel = (event: WheelEvent): void => {
    event.preventDefault()
    const factor = Math.exp(-event.deltaY * (event.ctrlKey ? TOUCHPAD : WHEEL))
    session.look(zoomAt(state.getState().view, spotOf(event), factor))
  }

  return { onDown, onMove, onUp, onLeave, onWheel }
}
