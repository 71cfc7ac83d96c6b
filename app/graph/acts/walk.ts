import type { Editor } from '../../base/editor.ts'
import { acceptsText } from '../../base/keys/acceptsText.ts'
import { activeTab, select } from '../../state/tabs.ts'
import { openAnswer } from '../../state/prompts/answerStore.ts'
import { openMask } from '../../state/mask/openMask.ts'
import { canvasStore, setCanvas } from '../../state/canvas/canvasStore.ts'
import { allRects, rectOf } from '../reactFlow.ts'
import { reveal } from './camera.ts'
import type { Direction } from '../model/neighbour.ts'
import { neighbour } from '../model/neighbour.ts'
import { nudge, clearSelection, selection } from './selection.ts'
import { isEnter } from '../../base/keys/isEnter.ts'

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

const ways: { readonly [D in Direction]: readonly [number, number] } = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
}

/** How far Shift and an arrow move the selection, in pixels; with Ctrl, by 1. */
const STEP = 8

/**
 * Keys on the canvas that are not commands, because they only navigate: arrows go from card to card, with Shift they
 * move the selection, Enter goes into a card, Escape out of it. Returns whether the key was handled.
 */
export function pressOnCanvas(editor: Editor, event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null
  const onCanvas = target === document.body || target?.closest('[data-canvas]') !== null
  if (!onCanvas || activeTab(editor) === null) return false
  const direction = directions[event.key]
  if (direction !== undefined) {
    if (event.shiftKey) {
      const [dx, dy] = ways[direction]
      const step = event.ctrlKey || event.metaKey ? 1 : STEP
      nudge(editor, dx * step, dy * step)
    } else walk(editor, direction)
    return true
  }
  const card = target?.closest<HTMLElement>('[data-card]') ?? null
  if (isEnter(event) && target !== null && target === card) return enter(editor, card)
  if (event.key === ' ' && event.ctrlKey && card !== null) return toggle(editor, card.dataset['card'] ?? '')
  if (event.key === 'Escape') {
    if (card !== null && target !== card) card.focus()
    else clearSelection(editor)
    return true
  }
  return false
}

/** Opens the menu of the selection, or else of the canvas, as a right click would. */
export function openContextMenu(editor: Editor): boolean {
  const [chosen] = [...selection(editor), ...editor.get(canvasStore).getState().edges]
  const element =
    chosen === undefined ? null : document.querySelector(`.react-flow [data-id="${CSS.escape(chosen)}"]`)
  const target = element ?? document.querySelector('.react-flow__pane')
  const box = target?.getBoundingClientRect()
  if (target === null || box === undefined) return false
  const [clientX, clientY] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 18)]
  target.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY }))
  return true
}

function walk(editor: Editor, direction: Direction): void {
  const current = editor.get(canvasStore).getState().focused ?? [...selection(editor)][0] ?? null
  const rect = current === null ? null : rectOf(editor, current)
  const others = allRects(editor).filter(({ id }) => id !== current)
  const next =
    rect === null
      ? (others[0]?.id ?? null)
      : neighbour(
          rect,
          others.map((other) => [other.id, other] as const),
          direction,
        )
  if (next !== null) focusCard(editor, next)
}

/**
 * Moves the focus to a card, and the view if the card is not visible. `field` is the label of a text in it that takes
 * the focus instead.
 */
export function focusCard(editor: Editor, id: string, field: string | null = null): void {
  setCanvas(editor, { focused: id, edges: new Set() })
  select(editor, new Set([id]))
  reveal(editor, [id])
  let frames = 0
  const focus = (): void => {
    // Does not take the focus from a field that the user is typing in by then.
    if (acceptsText(document.activeElement) || editor.get(canvasStore).getState().focused !== id) return
    const card = cardElement(id)
    const text = field === null ? null : card?.querySelector<HTMLElement>(fieldCalled(field))
    // A card outside of the view renders once the view has moved.
    if (card !== null) (text ?? card).focus({ preventScroll: true })
    else if (++frames < MAX_FRAMES) requestAnimationFrame(focus)
  }
  requestAnimationFrame(() => requestAnimationFrame(focus))
}

/** How many frames to wait for a card to render. */
const MAX_FRAMES = 60
const fieldCalled = (label: string): string => `textarea[aria-label="${CSS.escape(label)}"]`

const cardElement = (id: string): HTMLElement | null =>
  document.querySelector(`[data-card="${CSS.escape(id)}"]`)

function enter(editor: Editor, card: HTMLElement): boolean {
  const id = card.dataset['card'] ?? ''
  if (openAnswer(editor, id) || openMask(editor, id)) return true
  const first =
    card.querySelector<HTMLElement>('textarea:not(:disabled), input:not(:disabled), select:not(:disabled)') ??
    card.querySelector<HTMLElement>('[data-port], button')
  first?.focus()
  return first !== null
}

function toggle(editor: Editor, id: string): boolean {
  const next = new Set(selection(editor))
  if (!next.delete(id)) next.add(id)
  select(editor, next)
  return true
}
