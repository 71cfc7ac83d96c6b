/** In pixels of the page. */
export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * A mouse inside the page: one action per frame, which an external mouse could not guarantee. The browser does the hit
 * test, so that its cost is included like with a real one.
 */
export function createMouse() {
  let at: Point = { x: 0, y: 0 }
  const send = (type: string, pressed: boolean): void => {
    const target = document.elementFromPoint(at.x, at.y) ?? document.body
    const shared = {
      bubbles: true,
      cancelable: true,
      view: window,
      clientX: at.x,
      clientY: at.y,
      button: type === 'move' ? -1 : 0,
      buttons: pressed ? 1 : 0,
    }
    target.dispatchEvent(
      new PointerEvent(`pointer${type}`, { ...shared, pointerId: 1, pointerType: 'mouse', isPrimary: true }),
    )
    target.dispatchEvent(new MouseEvent(`mouse${type}`, { ...shared, button: 0 }))
  }
  let from: Point | null = null
  return {
    press(point: Point): void {
      at = point
      send('move', false)
      from = point
      send('down', true)
    },
    move(point: Point): void {
      at = point
      send('move', from !== null)
    },
    /** Returns to where it was pressed, so that nothing has moved in the end, and releases. */
    release(): void {
      if (from === null) return
      at = from
      send('move', true)
      send('up', false)
      from = null
    },
    /** In the middle of the page; down zooms out. */
    wheel(by: number): void {
      at = { x: innerWidth / 2, y: innerHeight / 2 }
      const target = document.elementFromPoint(at.x, at.y) ?? document.body
      const where = { clientX: at.x, clientY: at.y, bubbles: true, cancelable: true, view: window }
      target.dispatchEvent(new WheelEvent('wheel', { ...where, deltaY: by }))
    },
  }
}

/** A point of the page on the bare background, as close to the middle as possible. */
export function findGround(selector: string): Point {
  const centre = { x: innerWidth / 2, y: innerHeight / 2 }
  for (let away = 0; away < centre.y - 60; away += 6)
    for (let angle = 0; angle < 2 * Math.PI; angle += Math.PI / 24) {
      const point = { x: centre.x + away * 1.5 * Math.cos(angle), y: centre.y + away * Math.sin(angle) }
      if (document.elementFromPoint(point.x, point.y)?.matches(selector) === true) return point
    }
  throw new Error(`there is no place on ${selector} that is free`)
}
