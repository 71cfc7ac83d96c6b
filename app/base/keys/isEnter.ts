/** What a key event of the page, or React's for it, tells of a key. */
interface Pressed {
  readonly key: string
  readonly keyCode: number
  readonly isComposing?: boolean
  readonly nativeEvent?: { readonly isComposing: boolean }
}

/**
 * Whether a key belongs to an input method that is putting together a word: then it is not for the page. Safari ends the
 * composition before it tells of its last key, which then has the code 229.
 */
export const isComposing = ({ isComposing: own, nativeEvent, keyCode }: Pressed): boolean =>
  (own ?? nativeEvent?.isComposing ?? false) || keyCode === 229

/** Whether Enter was pressed, and meant: one that takes a candidate of an input method does nothing else. */
export const isEnter = (event: Pressed): boolean => event.key === 'Enter' && !isComposing(event)

/** The same of Escape, which throws a candidate away. */
export const isEscape = (event: Pressed): boolean => event.key === 'Escape' && !isComposing(event)
