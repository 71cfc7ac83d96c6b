import { createStore } from 'zustand/vanilla'
import type { Media } from '#shared/ports/value.ts'
import type { Editor } from './editor.ts'
import { definePart } from './editor.ts'

/** One of the things to do about a question. */
export interface Choice {
  readonly id: string
  readonly label: string
  /** What is done mostly; or what cannot be undone. */
  readonly weight?: 'main' | 'danger'
}

export interface ChoiceQuestion {
  readonly kind: 'choice'
  readonly title: string
  readonly message: string
  readonly choices: readonly Choice[]
  /** What it is about, to look at; where there is none, its caption stands alone. */
  readonly picture?: { readonly media: Media | null; readonly caption: string }
  /** What differs between two things, row by row. */
  readonly compared?: Compared
}

export interface Compared {
  readonly here: string
  readonly there: string
  readonly rows: readonly { readonly name: string; readonly here: string; readonly there: string }[]
}

/** Whether a name will do; if not, why, in words, and whether it may be taken all the same. */
export type NameVerdict =
  | { readonly ok: true; readonly hint?: string }
  | { readonly ok: false; readonly why: string; readonly canReplace: boolean }

export interface NameQuestion {
  readonly kind: 'name'
  readonly title: string
  readonly action: string
  readonly name: string
  readonly check: (name: string) => NameVerdict
}

/** Nothing to decide: a text to read, and to copy from. */
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

/** The one question that stands before the person, if any. */
export const dialogStore = definePart(
  () => createStore<DialogState>(() => ({ question: null, answer: () => {} })),
  // Whoever waits for an answer goes on without one.
  (store) => store.getState().answer(null),
)

/** Asks over everything else. Resolves with the id of the choice, or the name; with null where it was left unanswered. */
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
