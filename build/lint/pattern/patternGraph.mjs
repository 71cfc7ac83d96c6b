import { readPattern } from './readPattern.mjs'

/**
 * @typedef {import('./readPattern.mjs').Pattern} Pattern
 *
 * The context of a state: the number of the symbol before or after it, or null at either end of the text.
 * @typedef {number | null} Beside
 *
 * @typedef {(before: Beside, after: Beside) => boolean} Guard
 * @typedef {{ to: number, guard: Guard | null }} Step
 * @typedef {{ steps: Step[], takes: ReadonlySet<number> | null, leads: number }} Place
 *
 * A pattern as places and ways between them, over an alphabet in which characters that the pattern cannot tell apart are
 * one symbol. It begins with a loop over all characters, as a search does that begins at each place of a text.
 * @typedef {object} Graph
 * @property {readonly Place[]} places
 * @property {number} end The place that is reached by a match.
 * @property {readonly string[]} alphabet
 */

/** Larger repetition bounds count as unbounded: 2048 times a text's length is not linear in practice. */
const LARGE = 64

const further =
  '\u0085\u00A0\u00B9\u00DF\u00E9\u017F\u0301\u03A9\u200B\u2028\u202E\u212A\u4E1C\uD800\uFEFF\uFFFD\u{1F9C0}'

/** @param {string} source @param {string} flags @returns {Graph} */
export function patternGraph(source, flags) {
  const unicode = /[uv]/.test(flags)
  const tree = readPattern(source, unicode)
  const { alphabet, membersOf } = readAlphabet(tree, source, flags)
  const word = membersOf('\\w')
  const breaks = membersOf('[\\n\\r\\u2028\\u2029]')
  const everything = new Set(alphabet.keys())

  /** @type {Place[]} */
  const places = []
  const place = () => places.push({ steps: [], takes: null, leads: -1 }) - 1
  /** @param {number} from @param {number} to @param {Guard | null} guard */
  const join = (from, to, guard = null) => places[from]?.steps.push({ to, guard })

  /**
   * Builds the pattern from a state on. Returns its end state. @param {Pattern} node @param {number} from @returns
   * {number}
   */
  const build = (node, from) => {
    const to = place()
    switch (node.kind) {
      case 'one': {
        const at = place()
        join(from, at)
        places[at] = { steps: [], takes: membersOf(node.source), leads: to }
        return to
      }
      case 'edge':
        join(from, to, guardOf(node.source))
        return to
      case 'row':
        return node.parts.reduce((at, part) => build(part, at), from)
      case 'either':
        for (const part of node.parts) join(build(part, from), to)
        return to
      case 'look': {
        const guard = lookGuard(node)
        join(from, to, guard)
        // The contents of a look-around are traversed as well, and lead nowhere.
        if (guard === null) build(node.body, from)
        return to
      }
      case 'repeat':
        return buildRepeat(node.body, from, node.least, node.most)
    }
  }

  /** @param {Pattern} body @param {number} from @param {number} least @param {number} most */
  const buildRepeat = (body, from, least, most) => {
    let at = from
    // Two copies show everything that more would.
    for (let copy = 0; copy < Math.min(least, 2); copy += 1) at = build(body, at)
    const to = place()
    join(at, to)
    if (most > LARGE) {
      const loop = place()
      join(at, loop)
      const back = build(body, loop)
      join(back, loop)
      join(back, to)
    } else
      for (let copy = least; copy < Math.min(most, least + 2); copy += 1) {
        at = build(body, at)
        join(at, to)
      }
    return to
  }

  /** @param {string} source @returns {Guard} */
  const guardOf = (source) => {
    const many = flags.includes('m')
    /** @param {Beside} beside */
    const isEnd = (beside) => beside === null || (many && breaks.has(beside))
    if (source === '^') return (before) => isEnd(before)
    if (source === '$') return (_before, after) => isEnd(after)
    /** @param {Beside} beside */
    const isWord = (beside) => beside !== null && word.has(beside)
    return (before, after) => (isWord(before) !== isWord(after)) === (source === '\\b')
  }

  /**
   * Null if it looks for more than one character. @param {Extract<Pattern, { kind: 'look' }>} look @returns {Guard |
   * null}
   */
  const lookGuard = ({ behind, negative, body }) => {
    const only = body.kind === 'row' && body.parts.length === 1 ? body.parts[0] : body
    if (only?.kind === 'edge') {
      const guard = guardOf(only.source)
      return (before, after) => guard(before, after) !== negative
    }
    if (only?.kind !== 'one') return null
    const members = membersOf(only.source)
    return (before, after) => {
      const beside = behind ? before : after
      return (beside !== null && members.has(beside)) !== negative
    }
  }

  const search = place()
  const anywhere = place()
  places[anywhere] = { steps: [], takes: everything, leads: search }
  join(search, anywhere)
  // Sticky patterns are tried at one position only, and those with `^` do not get beyond the first.
  const start = flags.includes('y') ? place() : search
  return { places, end: build(tree, start), alphabet }
}

/** One of each kind of character that the pattern tells apart. @param {Pattern} tree @param {string} source @param {string} flags */
function readAlphabet(tree, source, flags) {
  const tests = new Map(
    [...classesIn(tree), '\\w', '[\\n\\r\\u2028\\u2029]'].map((written) => [written, testOf(written, flags)]),
  )
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))
  // Without the unicode flags, each half of a surrogate pair is a character of its own.
  const written = `${further}${source}`
  const characters = new Set([...ascii, ...(/[uv]/.test(flags) ? Array.from(written) : written.split(''))])
  /** @type {Map<string, string>} */
  const kinds = new Map()
  for (const character of characters) {
    const kind = [...tests.values()].map((test) => (test.test(character) ? '1' : '0')).join('')
    if (!kinds.has(kind)) kinds.set(kind, character)
  }
  const alphabet = [...kinds.values()]
  /** @param {string} written @returns {ReadonlySet<number>} */
  const membersOf = (written) => {
    const test = tests.get(written) ?? testOf(written, flags)
    return new Set([...alphabet.keys()].filter((index) => test.test(alphabet[index] ?? '')))
  }
  return { alphabet, membersOf }
}

/** @param {string} written @param {string} flags */
const testOf = (written, flags) => new RegExp(`^(?:${written})$`, flags.replaceAll(/[gydm]/g, ''))

/** @param {Pattern} node @returns {readonly string[]} */
function classesIn(node) {
  if (node.kind === 'one') return [node.source]
  if (node.kind === 'edge') return []
  return 'parts' in node ? node.parts.flatMap(classesIn) : classesIn(node.body)
}
