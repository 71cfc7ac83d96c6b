const SURROGATES = { first: 0xd8_00, count: 0x8_00 }

/** The number of all characters, including control characters. */
export const CHARACTERS = 0x11_00_00 - SURROGATES.count

/**
 * The text of these characters, each by its index among all characters. For properties of any text: fast-check's own
 * `unit: 'binary'` first builds a table of all 1.1 million, each time it is used.
 */
export const textOf = (places: readonly number[]): string =>
  String.fromCodePoint(
    ...places.map((index) => (index < SURROGATES.first ? index : index + SURROGATES.count)),
  )
