import { createStore } from 'zustand/vanilla'

/** What a place says about itself: one at a time, for all places of the page. */
export interface Tip {
  readonly anchor: Element
  readonly problem: string | null
  readonly help: string | null
}

export const tipStore = createStore<{ readonly tip: Tip | null }>(() => ({ tip: null }))

/** How long a pointer rests, or the keyboard stays, before help is shown; in milliseconds. */
const HELP_DELAY = 600
const PROBLEM_DELAY = 150

const PLACE = '[data-tip],[data-tip-problem],[data-tip-help]'

/** What to say at a place; help beside a control only where it was asked for: a pointer there is about to use it. */
function readTip(anchor: Element, withHelp: boolean): Tip | null {
  // The cast: all elements with these attributes are HTML.
  const { tip, tipProblem, tipHelp } = (anchor as HTMLElement).dataset
  const problem = tipProblem ?? null
  const help = tip ?? (withHelp ? (tipHelp ?? null) : null)
  return problem === null && help === null ? null : { anchor, problem, help }
}

const hide = (): void => tipStore.setState({ tip: null })

const hasFocus = (place: Element): boolean => place.contains(document.activeElement)

/** What is wrong at a place has changed: it is said at once where one is just typing or has dropped something. */
export function refreshTip(place: Element): void {
  const { tip } = tipStore.getState()
  if (hasFocus(place) || place.matches(':hover')) tipStore.setState({ tip: readTip(place, false) })
  else if (tip?.anchor === place) hide()
}

/** Shows tips where the pointer rests, and where the keyboard comes to. Answers with the way to stop. */
export function watchTips(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let byKeyboard = false

  const showLater = (place: Element, withHelp: boolean): void => {
    clearTimeout(timer)
    const tip = readTip(place, withHelp)
    if (tip === null) return
    timer = setTimeout(
      () => {
        if (place.isConnected) tipStore.setState({ tip: readTip(place, withHelp) })
      },
      tip.problem === null ? HELP_DELAY : PROBLEM_DELAY,
    )
  }
  const placeOf = (target: EventTarget | null): Element | null =>
    target instanceof Element ? target.closest(PLACE) : null
  const leave = (): void => {
    clearTimeout(timer)
    const { tip } = tipStore.getState()
    // What is wrong stays to be read while one is mending it.
    if (tip !== null && !(tip.problem !== null && hasFocus(tip.anchor))) hide()
  }
  const onPointerOver = ({ target, buttons }: PointerEvent): void => {
    const place = placeOf(target)
    if (place !== null && place === tipStore.getState().tip?.anchor) return
    leave()
    if (place !== null && buttons === 0) showLater(place, false)
  }
  const onFocusIn = ({ target }: FocusEvent): void => {
    const place = placeOf(target)
    hide()
    if (place !== null) showLater(place, byKeyboard)
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
    hide()
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
