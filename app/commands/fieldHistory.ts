/** The text of a field and the position of its caret. */
export interface FieldState {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** How a field was changed, as in `InputEvent.inputType`. */
export interface FieldChange {
  readonly inputType: string
  readonly data: string | null
}

/** The undo history of the focused field. */
export interface FieldHistory {
  /** Records a change; continuous typing is one step. */
  changed(before: FieldState, after: FieldState, how: FieldChange): void
  /** The text to restore, or null if there is nothing left. */
  undo(now: FieldState): FieldState | null
  redo(now: FieldState): FieldState | null
  /** The field's last known contents; null at first. */
  last(): string | null
}

const MAX_STATES = 200
/** Kinds of changes that form one step when they follow each other. */
const TYPING: ReadonlySet<string> = new Set([
  'insertText',
  'insertCompositionText',
  'deleteContentBackward',
  'deleteContentForward',
])

/**
 * The history of one field, for as long as it is focused. A browser's own history spans all fields of a page, and would
 * change a text that the user does not see once this field's steps are used up.
 */
export function createFieldHistory(): FieldHistory {
  let past: FieldState[] = []
  let future: FieldState[] = []
  let last: FieldState | null = null
  let lastHow: FieldChange | null = null

  /** Whether a change continues the one before: the same kind at the same place, within one word. */
  const continues = (before: FieldState, how: FieldChange): boolean =>
    last !== null &&
    lastHow !== null &&
    TYPING.has(how.inputType) &&
    how.inputType === lastHow.inputType &&
    before.from === before.to &&
    before.from === last.to &&
    !(/\s$/.test(lastHow.data ?? '') && /^\S/.test(how.data ?? ''))

  const step = (from: FieldState[], to: FieldState[], now: FieldState): FieldState | null => {
    const shown = from.pop() ?? null
    if (shown === null) return null
    to.push(now)
    last = shown
    lastHow = null
    return shown
  }

  return {
    changed(before, after, how) {
      // An edit came from elsewhere: the text before it is no state to return to.
      if (last !== null && last.text !== before.text) past = []
      if (past.length === 0 || !continues(before, how)) past = [...past, before].slice(-MAX_STATES)
      future = []
      last = after
      lastHow = how
    },
    undo: (now) => step(past, future, now),
    redo: (now) => step(future, past, now),
    last: () => last?.text ?? null,
  }
}
