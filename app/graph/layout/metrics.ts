/** Measures of a card, in pixels at 100 %. The page is styled by the same numbers: nothing on a card is measured. */
export const CARD = {
  width: 280,
  narrowest: 200,
  widest: 720,
  title: 36,
  /** Above and below the rows. */
  padding: 6,
  /** At the left and right of the rows. */
  side: 12,
  row: 28,
  /** Below a control that stands on its own lines. */
  afterControl: 6,
  foot: 28,
  line: 18,
  /** Around an error's words, with its code and what can be done; and with the two ways out of an unknown one. */
  code: 50,
  ways: 84,
  /** A button in a band, and the room around it and around words. */
  button: 26,
  around: 8,
  /** Around what a person is asked, with the button to answer. */
  prompt: 56,
  /** A placeholder's words. */
  notice: 48,
} as const

/** The box around a port's glyph. */
export const PORT = 12

export const NOTE = { width: 260, height: 120 } as const
export const REROUTE = { width: 36, height: 24 } as const
