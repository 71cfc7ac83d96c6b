import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'

/** The tooltip of an element: one at a time for the whole page. */
export interface Tip {
  readonly anchor: Element
  readonly problem: string | null
  readonly help: string | null
  readonly side: TipSide
}

export type TipSide = 'bottom' | 'right' | 'top'

export const tipStore = defineStore<{ readonly tip: Tip | null }>(() => ({ tip: null }))

/** How long the pointer or the focus rests before help is shown, in milliseconds. */
const HELP_DELAY = 600
const PROBLEM_DELAY = 150

const ANCHORS = '[data-tip],[data-tip-problem],[data-tip-help]'

/** The text for an element; help beside a control only on request: a pointer there is about to use it. */
function readTip(anchor: Element, withHelp: boolean): Tip | null {
  // The cast: all elements with these attributes are HTML elements.
  const { tip, tipProblem, tipHelp, tipSide } = (anchor as HTMLElement).dataset
  const problem = tipProblem ?? null
  const help = tip ?? (withHelp ? (tipHelp ?? null) : null)
  const side = tipSide === 'right' || tipSide === 'top' ? tipSide : 'bottom'
  return problem === null && help === null ? null : { anchor, problem, help, side }
}

const hide = (editor: Editor): void => editor.get(tipStore).setState({ tip: null })

const hasFocus = (anchor: Element): boolean => anchor.contains(document.activeElement)

/** The problem of a field has changed: shown at once if the user is typing or has just dropped something there. */
export function refreshTip(editor: Editor, anchor: Element): void {
  const { tip } = editor.get(tipStore).getState()
  if (hasFocus(anchor) || anchor.matches(':hover'))
    editor.get(tipStore).setState({ tip: readTip(anchor, false) })
  else if (tip?.anchor === anchor) hide(editor)
}

/** Shows tooltips on hover and on keyboard focus. Returns a function that stops it. */
export function watchTips(editor: Editor): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let byKeyboard = false

  const showLater = (anchor: Element, withHelp: boolean): void => {
    clearTimeout(timer)
    const tip = readTip(anchor, withHelp)
    if (tip === null) return
    timer = setTimeout(
      () => {
        if (anchor.isConnected) editor.get(tipStore).setState({ tip: readTip(anchor, withHelp) })
      },
      tip.problem === null ? HELP_DELAY : PROBLEM_DELAY,
    )
  }
  const anchorOf = (target: EventTarget | null): Element | null =>
    target instanceof Element ? target.closest(ANCHORS) : null
  const leave = (): void => {
    clearTimeout(timer)
    const { tip } = editor.get(tipStore).getState()
    // An error stays readable while the user fixes it.
    if (tip !== null && !(tip.problem !== null && hasFocus(tip.anchor))) hide(editor)
  }
  const onPointerOver = ({ target, buttons }: PointerEvent): void => {
    const anchor = anchorOf(target)
    if (anchor !== null && anchor === editor.get(tipStore).getState().tip?.anchor) return
    leave()
    if (anchor !== null && buttons === 0) showLater(anchor, false)
  }
  const onFocusIn = ({ target }: FocusEvent): void => {
    const anchor = anchorOf(target)
    hide(editor)
    if (anchor !== null) showLater(anchor, byKeyboard)
  }
  const onKeyDown = (): void => {
    byKeyboard = true
    leave()
  }
  const onPointerDown = (): void => {
    byKeyboard = false
    leave()
  }
  const onFocusOut = (): void => {
    clearTimeout(timer)
    hide(editor)
  }
  document.addEventListener('pointerover', onPointerOver)
  document.addEventListener('focusin', onFocusIn)
  document.addEventListener('focusout', onFocusOut)
  document.addEventListener('keydown', onKeyDown, { capture: true })
  document.addEventListener('pointerdown', onPointerDown, { capture: true })
  document.addEventListener('wheel', leave, { capture: true, passive: true })
  return () => {
    clearTimeout(timer)
    document.removeEventListener('pointerover', onPointerOver)
    document.removeEventListener('focusin', onFocusIn)
    document.removeEventListener('focusout', onFocusOut)
    document.removeEventListener('keydown', onKeyDown, { capture: true })
    document.removeEventListener('pointerdown', onPointerDown, { capture: true })
    document.removeEventListener('wheel', leave, { capture: true })
  }
}
