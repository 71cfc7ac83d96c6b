import type { PointerEvent } from 'react'
import { useEffect, useRef } from 'react'
import type { NumberRule } from './stepping.ts'
import { dragged, stepSizeOf, toValidNumber } from './stepping.ts'

/** The distance from which a press is a drag, in pixels; until then it is a click, which focuses the field. */
const THRESHOLD = 3

interface Drag {
  readonly pointer: number
  readonly from: number
  readonly x: number
  readonly raw: number
  readonly moving: boolean
}

/** Changes a number by dragging its field sideways; Escape restores it. */
export function useDragged(
  rule: NumberRule,
  value: number,
  acts: { put(value: number): void; end(): void; revert(): boolean },
) {
  const drag = useRef<Drag | null>(null)
  const revert = useRef(acts.revert)
  useEffect(() => {
    revert.current = acts.revert
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || drag.current === null) return
      drag.current = null
      revert.current()
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('keydown', onKeyDown, { capture: true })
    return () => document.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])

  return {
    onPointerDown(event: PointerEvent<HTMLInputElement>) {
      if (event.button !== 0) return
      // The field is focused only once it is clear that this is no drag.
      event.preventDefault()
      // Ends the typing in another field, as a press anywhere else would.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      event.currentTarget.setPointerCapture(event.pointerId)
      const x = event.clientX
      drag.current = { pointer: event.pointerId, from: x, x, raw: value, moving: false }
    },
    onPointerMove(event: PointerEvent<HTMLInputElement>) {
      const at = drag.current
      if (at === null || at.pointer !== event.pointerId) return
      const moving = at.moving || Math.abs(event.clientX - at.from) > THRESHOLD
      if (!moving) return
      const size = stepSizeOf(event)
      const { width } = event.currentTarget.getBoundingClientRect()
      const raw = at.raw + dragged(rule, event.clientX - at.x, width, size)
      drag.current = { ...at, x: event.clientX, raw, moving }
      acts.put(toValidNumber(rule, raw, size))
    },
    onPointerUp(event: PointerEvent<HTMLInputElement>) {
      const at = drag.current
      drag.current = null
      if (at === null) return
      if (at.moving) return acts.end()
      event.currentTarget.focus()
      event.currentTarget.select()
    },
    onPointerCancel() {
      drag.current = null
      acts.end()
    },
  }
}
