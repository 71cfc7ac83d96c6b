import type { FocusEvent, KeyboardEvent } from 'react'
import type { Editor } from '../base/editor.ts'
import { focusCard } from '../graph/acts/walk.ts'
import { allRects } from '../graph/reactFlow.ts'
import { canvasStore, setCanvas } from '../state/canvas/canvasStore.ts'

/** An empty element before or after everything on the canvas, from where Tab goes on to the rest of the page. */
export const EDGE = 'data-edge'

const NODE = '.react-flow__node'
const STOPS = 'a[href], button, input, textarea, select, [tabindex]'

/** What Tab stops at in a node: its card, then its ports and controls. */
const stopsOf = (node: Element): readonly HTMLElement[] =>
  [...node.querySelectorAll<HTMLElement>(STOPS)].filter(
    (element) =>
      element.tabIndex >= 0 &&
      !element.matches(':disabled') &&
      element.checkVisibility({ visibilityProperty: true }),
  )

/**
 * Tab goes through one card and then leaves the canvas: from card to card one goes with the arrows. Called before the
 * browser moves the focus, which it does from where it is then.
 */
export function leaveByTab(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget: canvas, shiftKey, altKey, ctrlKey, metaKey } = event
  if (event.key !== 'Tab' || altKey || ctrlKey || metaKey || !(target instanceof HTMLElement)) return
  const node = target.closest(NODE)
  if (node === null || !canvas.contains(node)) return
  const stops = stopsOf(node)
  const at = stops.indexOf(target)
  const isAtEnd = shiftKey ? at <= 0 : at === stops.length - 1
  if (isAtEnd) canvas.querySelector<HTMLElement>(`[${EDGE}="${shiftKey ? 'before' : 'after'}"]`)?.focus()
}

/** The focus came to the canvas by Tab: it goes to the current card, or else to the first one in view. */
export function enterByTab(editor: Editor, event: FocusEvent<HTMLElement>): void {
  const { target, currentTarget: canvas, relatedTarget: from } = event
  const isNode = target.closest(NODE) !== null
  const isEntry = target.matches(`[${EDGE}="before"]`) && !(from instanceof Node && canvas.contains(from))
  const comesFromNode = from instanceof Element && from.closest(NODE) !== null
  if (!isEntry && (!isNode || comesFromNode)) return
  const card = currentCard(editor, canvas)
  if (card === target) return
  const id = card?.dataset['card']
  if (card !== null && id !== undefined) {
    setCanvas(editor, { focused: id })
    card.focus({ preventScroll: true })
  } else {
    // All cards are outside of the view.
    const [first] = allRects(editor)
    if (first !== undefined) focusCard(editor, first.id)
  }
}

function currentCard(editor: Editor, canvas: HTMLElement): HTMLElement | null {
  const { focused } = editor.get(canvasStore).getState()
  const pane = canvas.getBoundingClientRect()
  const inView = [...canvas.querySelectorAll<HTMLElement>('[data-card]')].filter((card) => {
    const { left, top, right, bottom } = card.getBoundingClientRect()
    return left < pane.right && top < pane.bottom && right > pane.left && bottom > pane.top
  })
  const current = inView.find((card) => card.dataset['card'] === focused)
  const [first] = inView.toSorted((one, other) => order(one) - order(other))
  return current ?? first ?? null
}

/** From left to right, as cables run; of cards in one column, from top to bottom. */
function order(card: HTMLElement): number {
  const { left, top } = card.getBoundingClientRect()
  return Math.round(left) + top / 1e5
}
