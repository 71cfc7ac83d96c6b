import { createStore } from 'zustand/vanilla'
import type { Media } from '#shared/ports/value.ts'
import type { Editor } from './editor.ts'
import { definePart } from './editor.ts'

/** One of the answers to a question. */
export interface Choice {
  readonly id: string
  readonly label: string
  /** The usual answer, or one that cannot be undone. */
  readonly weight?: 'main' | 'danger'
}

export interface ChoiceQuestion {
  readonly kind: 'choice'
  readonly title: string
  readonly message: string
  readonly choices: readonly Choice[]
  /** A picture of what the question is about. Without a picture only the caption is shown. */
  readonly picture?: { readonly media: Media | null; readonly caption: string }
  /** The differences between two things, row by row. */
  readonly compared?: Compared
}

export interface Compared {
  readonly here: string
  readonly there: string
  readonly rows: readonly { readonly name: string; readonly here: string; readonly there: string }[]
}

/** Why a name is not accepted, and whether the user may choose it nevertheless; null if it is accepted. */
export type NameVerdict =
  | { readonly ok: true; readonly hint?: string }
  | { readonly ok: false; readonly why: string; readonly canReplace: boolean }

export interface NameQuestion {
  readonly kind: 'name'
  readonly title: string
  readonly action: string
  /** What is asked for; a name by default. */
  readonly label?: string
  readonly name: string
  readonly check: (name: string) => NameVerdict
}

/** No decision: a text to read and copy. */
export interface TextQuestion {
  readonly kind: 'text'
  readonly title: string
  readonly text: string
}

export type Question = ChoiceQuestion | NameQuestion | TextQuestion

interface DialogState {
  readonly question: Question | null
  readonly answer: (answer: string | null) => void
}

/** The question that is open, or null. */
export const dialogStore = definePart(
  () => createStore<DialogState>(() => ({ question: null, answer: () => {} })),
  // A pending caller continues without an answer.
  (store) => store.getState().answer(null),
)

/**
 * Opens a dialog over everything else. Resolves with the id of the choice or the name that was entered, or with null if
 * it is dismissed.
 */
export function showDialog(editor: Editor, question: Question): Promise<string | null> {
  const store = editor.get(dialogStore)
  store.getState().answer(null)
  const { promise, resolve } = Promise.withResolvers<string | null>()
  const answer = (given: string | null): void => {
    if (store.getState().answer === answer) store.setState({ question: null, answer: () => {} })
    resolve(given)
  }
  store.setState({ question, answer })
  return promise
}
