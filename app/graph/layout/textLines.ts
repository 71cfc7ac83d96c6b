/** The average width of a character at 13 px, rounded up, so that no line is cut. */
const CHARACTER = 6.9

/** The words of a line that are looked at. */
const MAX_WORDS = 200

/** Estimates how many lines a text takes at a width in pixels, within bounds. Cheap: nothing is measured. */
export function textLines(text: string, width: number, minLines: number, maxLines: number): number {
  const perLine = Math.max(8, Math.floor(width / CHARACTER))
  let lines = 0
  for (const line of text.split('\n', maxLines + 1)) {
    lines += Math.max(1, Math.ceil(line.length / perLine))
    // A word that is longer than a line begins on the next one, and is broken there.
    if (line.split(' ', MAX_WORDS).some((word, index) => index > 0 && word.length > perLine)) lines++
  }
  return Math.min(maxLines, Math.max(minLines, lines))
}
