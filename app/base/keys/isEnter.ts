/** The part of a key event, native or React's, that is used here. */
interface Pressed {
  readonly key: string
  readonly keyCode: number
  readonly isComposing?: boolean
  readonly nativeEvent?: { readonly isComposing: boolean }
}

/**
 * Whether a key belongs to an input method that is composing a word, so the page must ignore it. Safari ends the
 * composition before it sends the last key, which then has the code 229.
 */
export const isComposing = ({ isComposing: own, nativeEvent, keyCode }: Pressed): boolean =>
  (own ?? nativeEvent?.isComposing ?? false) || keyCode === 229

/**
 * Whether Enter was pressed outside of a composition: Enter that accepts a candidate of an input method does nothing
 * else.
 */
export const isEnter = (event: Pressed): boolean => event.key === 'Enter' && !isComposing(event)

/** The same for Escape, which dismisses a candidate. */
export const isEscape = (event: Pressed): boolean => event.key === 'Escape' && !isComposing(event)
