const SURROGATES = { first: 0xd8_00, count: 0x8_00 }

/** How many whole characters there are, control characters included. */
export const CHARACTERS = 0x11_00_00 - SURROGATES.count

/**
 * The text of these characters, each by its place from 0 among all whole ones. For properties of any text: what
 * fast-check has for it (`unit: 'binary'`) makes a table of all 1.1 million first, each time it is asked for.
 */
export const textOf = (places: readonly number[]): string =>
  String.fromCodePoint(
    ...places.map((index) => (index < SURROGATES.first ? index : index + SURROGATES.count)),
  )
