/** Measures of a card, in pixels at 100 %. The CSS uses the same numbers: nothing on a card is measured. */
export const CARD = {
  width: 280,
  narrowest: 200,
  widest: 720,
  title: 36,
  /** With the model on a second line. */
  titleWithModel: 52,
  /** Above and below the rows. */
  padding: 6,
  /** At the left and right of the rows. */
  side: 12,
  row: 28,
  /** Above a control without a label. */
  bare: 4,
  /** Below a control on lines of its own. */
  afterControl: 6,
  foot: 28,
  line: 18,
  /** Padding of an error's text, with its code and actions; and with the two actions for an unknown job. */
  code: 50,
  ways: 84,
  /** A button in a band, its padding and the padding of text. */
  button: 26,
  around: 8,
  /** Around a prompt, with the button to answer. */
  prompt: 56,
  /** The text of a placeholder. */
  notice: 48,
} as const

/** The box around a port's glyph. */
export const PORT = 12

export const NOTE = { width: 260, height: 120 } as const
export const REROUTE = { width: 36, height: 24 } as const
