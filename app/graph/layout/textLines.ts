/** Pixels that a character takes on average at 13 px: a little more than it does, so that no line is cut. */
const CHARACTER = 6.9

/** About how many lines a text takes at a width in pixels, within bounds. Cheap: nothing is drawn. */
export function textLines(text: string, width: number, fewest: number, most: number): number {
  const perLine = Math.max(8, Math.floor(width / CHARACTER))
  let lines = 0
  for (const line of text.split('\n', most + 1)) lines += Math.max(1, Math.ceil(line.length / perLine))
  return Math.min(most, Math.max(fewest, lines))
}
