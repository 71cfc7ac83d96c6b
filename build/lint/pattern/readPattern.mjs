/**
 * A regular expression as a tree. `one`: one character out of a class, as it is written; `look` looks ahead or behind;
 * `edge` is `^`, `$`, `\b` or `\B`.
 *
 * @typedef {{ kind: 'one', source: string }
 *   | { kind: 'edge', source: string }
 *   | { kind: 'look', behind: boolean, negative: boolean, body: Pattern }
 *   | { kind: 'row', parts: readonly Pattern[] }
 *   | { kind: 'either', parts: readonly Pattern[] }
 *   | { kind: 'repeat', body: Pattern, least: number, most: number }} Pattern
 */

const hex = '[0-9a-fA-F]'
const escape = new RegExp(
  `\\\\(?:[pP]\\{[^}]{0,100}\\}|u\\{${hex}{1,6}\\}|u${hex}{4}|x${hex}{2}|c[A-Za-z]|[^])`,
  'y',
)
const opening = /\((?:\?(?:(:)|(<?[=!])|<[^>]{1,100}>))?/y
const quantifier = /(?:([*+?])|\{(\d{1,9})(,(\d{1,9})?)?\})\??/y

/**
 * The tree of a pattern that the platform accepts. Throws for what is not analysed: back-references.
 *
 * @param {string} source
 * @param {boolean} unicode Whether a character may be a pair of surrogates.
 * @returns {Pattern}
 */
export function readPattern(source, unicode) {
  let at = 0

  /** @param {RegExp} sticky */
  const take = (sticky) => {
    sticky.lastIndex = at
    const found = sticky.exec(source)
    if (found !== null) at = sticky.lastIndex
    return found
  }

  /** @returns {Pattern} */
  const readEither = () => {
    const parts = [readRow()]
    while (source[at] === '|') {
      at += 1
      parts.push(readRow())
    }
    const [only] = parts
    return parts.length === 1 && only !== undefined ? only : { kind: 'either', parts }
  }

  /** @returns {Pattern} */
  const readRow = () => {
    /** @type {Pattern[]} */
    const parts = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(readRepeat(readAtom()))
    return { kind: 'row', parts }
  }

  /** @param {Pattern} body @returns {Pattern} */
  const readRepeat = (body) => {
    const found = take(quantifier)
    if (found === null) return body
    const [, sign, least = '0', range, most] = found
    if (sign === '?') return { kind: 'repeat', body, least: 0, most: 1 }
    if (sign !== undefined) return { kind: 'repeat', body, least: sign === '+' ? 1 : 0, most: Infinity }
    const end = range === undefined ? Number(least) : most === undefined ? Infinity : Number(most)
    return { kind: 'repeat', body, least: Number(least), most: end }
  }

  /** @returns {Pattern} */
  const readAtom = () => {
    const start = at
    const letter = source[at]
    if (letter === '(') return readGroup()
    if (letter === '[') return { kind: 'one', source: readClass() }
    if (letter === '\\') {
      const [written = ''] = take(escape) ?? []
      if (written === '\\b' || written === '\\B') return { kind: 'edge', source: written }
      if (/^\\[1-9k]/.test(written)) throw new Error('it refers back to a group')
      return { kind: 'one', source: written }
    }
    at += unicode ? String.fromCodePoint(source.codePointAt(at) ?? 0).length : 1
    const written = source.slice(start, at)
    return { kind: written === '^' || written === '$' ? 'edge' : 'one', source: written }
  }

  /** @returns {Pattern} */
  const readGroup = () => {
    const look = take(opening)?.[2]
    const body = readEither()
    at += 1
    if (look === undefined) return body
    return { kind: 'look', behind: look.startsWith('<'), negative: look.endsWith('!'), body }
  }

  /** A class from bracket to bracket; with the flag v, classes nest. */
  const readClass = () => {
    const start = at
    let open = 0
    do {
      if (source[at] === '\\') at += 1
      else if (source[at] === '[') open += open === 0 ? 1 : 0
      else if (source[at] === ']') open -= 1
      at += 1
    } while (open > 0 && at < source.length)
    return source.slice(start, at)
  }

  return readEither()
}
