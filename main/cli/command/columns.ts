/** The maximum width of a line of help in characters. */
const WIDTH = 100
const GAP = 2
/** A wider left column gets a line of its own. */
const MAX_LEFT = 30

/** Lines of two columns, the right one wrapped. */
export function columns(
  rows: readonly (readonly [left: string, right: string])[],
  indent = 2,
): readonly string[] {
  const left = Math.min(MAX_LEFT, Math.max(0, ...rows.map(([text]) => text.length)))
  const margin = ' '.repeat(indent + left + GAP)
  return rows.flatMap(([name, text]) => {
    const lines = wrap(text, WIDTH - margin.length)
    const own = ' '.repeat(indent) + name
    if (name.length > left) return [own, ...lines.map((line) => margin + line)]
    const [first = '', ...more] = lines
    return [(own.padEnd(margin.length) + first).trimEnd(), ...more.map((line) => margin + line)]
  })
}

/** A text wrapped to `width` characters, as far as its words allow. */
export function wrap(text: string, width = WIDTH): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
