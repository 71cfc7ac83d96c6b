import { describe, expect, test } from 'vitest'
import type { FieldState } from './fieldHistory.ts'
import { createFieldHistory } from './fieldHistory.ts'

/** A field with its history; typing happens at the end of its text. */
function open(text: string) {
  const history = createFieldHistory()
  let now: FieldState = { text, from: text.length, to: text.length }
  const change = (next: string, inputType: string, data: string | null): void => {
    const after = { text: next, from: next.length, to: next.length }
    history.changed(now, after, { inputType, data })
    now = after
  }
  const go = (shown: FieldState | null): string | null => {
    now = shown ?? now
    return shown?.text ?? null
  }
  return {
    type: (typed: string): void => {
      for (const letter of typed) change(now.text + letter, 'insertText', letter)
    },
    erase: (): void => change(now.text.slice(0, -1), 'deleteContentBackward', null),
    paste: (typed: string): void => change(now.text + typed, 'insertFromPaste', typed),
    replace: (typed: string): void => {
      now = { text: typed, from: typed.length, to: typed.length }
    },
    undo: () => go(history.undo(now)),
    redo: () => go(history.redo(now)),
  }
}

describe('undo in a text field', () => {
  test('takes back word by word, and ends with what stood there', () => {
    const field = open('A ')
    field.type('red boat')
    expect([field.undo(), field.undo(), field.undo()]).toEqual(['A red ', 'A ', null])
  })

  test('takes back a paste, and what was erased in a row, as one', () => {
    const field = open('A')
    field.paste(' boat at dawn')
    field.erase()
    field.erase()
    expect([field.undo(), field.undo(), field.undo()]).toEqual(['A boat at dawn', 'A', null])
  })

  test('is taken back by redo, until something else is typed', () => {
    const field = open('')
    field.type('one two')
    field.undo()
    expect(field.redo()).toBe('one two')
    field.undo()
    field.type('three')
    expect([field.redo(), field.undo()]).toEqual([null, 'one '])
  })

  test('does not bring back what an edit elsewhere has replaced', () => {
    const field = open('old')
    field.type('er')
    field.replace('new')
    field.type('er')
    expect([field.undo(), field.undo()]).toEqual(['new', null])
  })
})
