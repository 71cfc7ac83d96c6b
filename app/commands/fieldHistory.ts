/** What a field holds, and where the caret is in it. */
export interface FieldState {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** How a field was changed: as `InputEvent` has it. */
export interface FieldChange {
  readonly inputType: string
  readonly data: string | null
}

/** What can be undone in the field that one is in. */
export interface FieldHistory {
  /** It was changed; what was typed in one go is one step. */
  changed(before: FieldState, after: FieldState, how: FieldChange): void
  /** What to show instead, or null where nothing is left. */
  undo(now: FieldState): FieldState | null
  redo(now: FieldState): FieldState | null
  /** What it held when it was last heard of; null at first. */
  last(): string | null
}

const MAX_STATES = 200
/** Ways of changing a text of which several in a row are one step. */
const TYPING: ReadonlySet<string> = new Set([
  'insertText',
  'insertCompositionText',
  'deleteContentBackward',
  'deleteContentForward',
])

/**
 * The history of one field, while one is in it. A browser's own spans all the fields of a page, and would change a text
 * that nobody is looking at once this one has nothing left.
 */
export function createFieldHistory(): FieldHistory {
  let past: FieldState[] = []
  let future: FieldState[] = []
  let last: FieldState | null = null
  let lastHow: FieldChange | null = null

  /** Whether a change goes on with the one before: the same keys at the same place, within one word. */
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
      // An edit from elsewhere came between: what was before it is no state to go back to.
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
