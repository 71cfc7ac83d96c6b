import type { FieldHistory, FieldState } from './fieldHistory.ts'
import { createFieldHistory } from './fieldHistory.ts'
import { matchesKeys } from '../base/keys/keys.ts'
import { isMac } from '../base/keys/platform.ts'

type Field = HTMLInputElement | HTMLTextAreaElement

const KINDS: ReadonlySet<string> = new Set(['text', 'search', 'url'])

const fieldOf = (target: EventTarget | null): Field | null =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && KINDS.has(target.type))
    ? target
    : null

const stateOf = ({ value, selectionStart, selectionEnd }: Field): FieldState => ({
  text: value,
  from: selectionStart ?? value.length,
  to: selectionEnd ?? value.length,
})

/** Sets the text of a field as if it were typed, so that React notices it. */
function show(field: Field, { text, from, to }: FieldState): void {
  field.setRangeText(text, 0, field.value.length)
  field.setSelectionRange(from, to)
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'historyUndo' }))
}

const wayOf = (event: KeyboardEvent): 'undo' | 'redo' | null =>
  matchesKeys('Mod+Z', event, isMac)
    ? 'undo'
    : ['Mod+Shift+Z', 'Mod+Y'].some((keys) => matchesKeys(keys, event, isMac))
      ? 'redo'
      : null

/**
 * Gives every text field an undo of its own: the browser's continues into other fields. Returns a function that stops
 * it.
 */
export function bindFieldUndo(): () => void {
  let field: Field | null = null
  let history: FieldHistory = createFieldHistory()
  let before: FieldState | null = null
  let isShowing = false

  const enter = (target: Field): void => {
    if (target === field && target.value === history.last()) return
    field = target
    history = createFieldHistory()
    before = stateOf(target)
  }
  const go = (way: 'undo' | 'redo'): void => {
    const target = fieldOf(document.activeElement)
    if (target === null || target !== field || target.readOnly) return
    const shown = history[way](stateOf(target))
    if (shown === null) return
    isShowing = true
    show(target, shown)
    isShowing = false
    before = shown
  }

  const onFocus = ({ target }: FocusEvent): void => {
    const found = fieldOf(target)
    if (found !== null) enter(found)
  }
  const onBefore = (event: InputEvent): void => {
    // From the browser's own menu, and perhaps for another field.
    if (event.inputType === 'historyUndo' || event.inputType === 'historyRedo') {
      event.preventDefault()
      return go(event.inputType === 'historyUndo' ? 'undo' : 'redo')
    }
    const target = fieldOf(event.target)
    if (target === null) return
    if (target !== field) enter(target)
    before = stateOf(target)
  }
  const onInput = (event: Event): void => {
    const target = fieldOf(event.target)
    if (isShowing || target === null || target !== field || before === null) return
    const after = stateOf(target)
    const how = event instanceof InputEvent ? event : { inputType: '', data: null }
    history.changed(before, after, { inputType: how.inputType, data: how.data })
    before = after
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const way = wayOf(event)
    if (way === null || event.defaultPrevented || event.isComposing || fieldOf(event.target) === null) return
    event.preventDefault()
    go(way)
  }

  document.addEventListener('focusin', onFocus)
  document.addEventListener('beforeinput', onBefore, true)
  document.addEventListener('input', onInput, true)
  document.addEventListener('keydown', onKeyDown)
  return () => {
    document.removeEventListener('focusin', onFocus)
    document.removeEventListener('beforeinput', onBefore, true)
    document.removeEventListener('input', onInput, true)
    document.removeEventListener('keydown', onKeyDown)
  }
}
