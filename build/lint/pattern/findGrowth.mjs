import { patternGraph } from './patternGraph.mjs'

/**
 * @typedef {import('./patternGraph.mjs').Graph} Graph
 * @typedef {import('./patternGraph.mjs').Beside} Beside
 */

/** A text on which the time grows faster than its length: this repeated, and then something else. */
/** @typedef {{ again: string, how: 'quadratic' | 'exponential' }} Growth */

/**
 * Whether a search for the pattern can take more than linear time, and on which text; null if it cannot. By the theory
 * of ambiguous automata: it can if one text leads around one loop and around a later one, and from the one to the other
 * as well, and something after it may fail. Conservative: may report a linear pattern.
 *
 * @param {string} source
 * @param {string} flags
 * @returns {Growth | null}
 */
export function findGrowth(source, flags) {
  const graph = patternGraph(source, flags)
  const ways = createWays(graph)
  const again = (/** @type {readonly number[]} */ word) =>
    word.map((symbol) => graph.alphabet[symbol] ?? '').join('')
  const loops = ways.loops.filter((place) => !ways.cannotFail(place))
  for (const place of loops) {
    const word = findTwice(ways, place)
    if (word !== null) return { again: again(word), how: 'exponential' }
  }
  for (const second of loops)
    for (const first of ways.loops) {
      const word = first === second ? null : findTwoLoops(ways, first, second)
      if (word !== null) return { again: again(word), how: 'quadratic' }
    }
  return null
}

/**
 * The transitions from a state that was reached by a character to the states after the next one, each as often as there
 * are paths.
 *
 * @param {Graph} graph
 */
function createWays({ places, end, alphabet }) {
  const size = alphabet.length
  /** @type {Map<string, readonly number[]>} */
  const known = new Map()

  /**
   * The states that are reached without consuming a character. @param {number} from @param {Beside} before @param
   * {Beside} after
   */
  const closure = (from, before, after) => {
    /** @type {number[]} */
    const found = []
    const onTheWay = new Set()
    /** @param {number} at */
    const visit = (at) => {
      if (onTheWay.has(at)) return
      onTheWay.add(at)
      found.push(at)
      for (const { to, guard } of places[at]?.steps ?? [])
        if (guard === null || guard(before, after)) visit(to)
      onTheWay.delete(at)
    }
    visit(from)
    return found
  }

  /** @param {number} from @param {number} before @param {number} symbol */
  const next = (from, before, symbol) => {
    const key = `${from} ${before} ${symbol}`
    const old = known.get(key)
    if (old !== undefined) return old
    const found = closure(from, before, symbol).flatMap((at) => {
      const place = places[at]
      return place?.takes?.has(symbol) === true ? [place.leads] : []
    })
    known.set(key, found)
    return found
  }

  const symbols = [...alphabet.keys()]
  /** The states after a consumed character: all that a walk can be in. */
  const stops = [...new Set(places.flatMap(({ takes, leads }) => (takes === null ? [] : [leads])))]
  const onward = new Map(stops.map((stop) => [stop, onwardFrom(places, stop)]))
  /** @param {number} from */
  const reach = (from) => {
    /** @type {Set<number>} */
    const seen = new Set()
    const open = [from]
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const to of onward.get(at) ?? [])
        if (!seen.has(to)) {
          seen.add(to)
          open.push(to)
        }
    return seen
  }
  const reached = new Map(stops.map((stop) => [stop, reach(stop)]))
  const loops = stops.filter((stop) => reached.get(stop)?.has(stop))

  /** States from which no following text can fail: each has a way on, or has matched. */
  const safe = new Set(
    // The loop of the search alone does not count as two.
    loops.length < 2 ? [] : stops.flatMap((stop) => symbols.map((before) => stop * size + before)),
  )
  for (let before = -1; before !== safe.size;) {
    before = safe.size
    for (const state of safe) {
      const [stop, last] = [Math.floor(state / size), state % size]
      const holds =
        closure(stop, last, null).includes(end) &&
        symbols.every(
          (symbol) =>
            closure(stop, last, symbol).includes(end) ||
            next(stop, last, symbol).some((to) => safe.has(to * size + symbol)),
        )
      if (!holds) safe.delete(state)
    }
  }

  return {
    symbols,
    next,
    loops,
    /** @param {number} from @param {number} to */
    leads: (from, to) => from === to || reached.get(from)?.has(to) === true,
    /** @param {number} stop */
    cannotFail: (stop) => symbols.every((before) => safe.has(stop * size + before)),
  }
}

/**
 * The states after the next character, whatever it and the previous one are. @param {Graph['places']} places @param
 * {number} from
 */
function onwardFrom(places, from) {
  /** @type {Set<number>} */
  const found = new Set()
  const seen = new Set()
  const open = [from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue
    seen.add(at)
    const place = places[at]
    if (place === undefined) continue
    if (place.takes !== null && place.takes.size > 0) found.add(place.leads)
    for (const { to } of place.steps) open.push(to)
  }
  return found
}

/** @typedef {ReturnType<typeof createWays>} Ways */

/**
 * A word that leads from states to states simultaneously. The character before it is its own last one, because the word
 * repeats.
 *
 * @param {Ways} ways
 * @param {readonly number[]} from
 * @param {readonly number[]} to
 * @param {(at: readonly number[]) => boolean} mayStand
 * @param {boolean} twice Whether the first two must have taken different ways.
 * @returns {readonly number[] | null}
 */
function findWord({ symbols, next }, from, to, mayStand, twice) {
  for (const last of symbols) {
    /** @typedef {{ at: readonly number[], apart: boolean, before: number, word: readonly number[] }} Walk */
    /** @type {Walk[]} */
    let walks = [{ at: from, apart: !twice, before: last, word: [] }]
    const seen = new Set()
    while (walks.length > 0) {
      /** @type {Walk[]} */
      const further = []
      for (const { at, apart, before, word } of walks)
        for (const symbol of symbols)
          for (const { stops, parted } of together(at.map((place) => next(place, before, symbol)))) {
            const walk = {
              at: stops,
              apart: apart || parted || stops[0] !== stops[1],
              before: symbol,
              word: [...word, symbol],
            }
            const key = `${stops.join(' ')} ${walk.apart} ${symbol}`
            if (seen.has(key) || !mayStand(stops)) continue
            seen.add(key)
            if (walk.apart && symbol === last && stops.every((stop, index) => stop === to[index]))
              return walk.word
            further.push(walk)
          }
      walks = further
    }
  }
  return null
}

/**
 * Each choice of one entry from each list. Two walks with the same list diverge if they take different entries of it,
 * even if they meet again immediately.
 *
 * @param {readonly (readonly number[])[]} lists
 */
function together(lists) {
  /** @type {{ stops: number[], picked: number[] }[]} */
  let found = [{ stops: [], picked: [] }]
  for (const list of lists)
    found = found.flatMap(({ stops, picked }) =>
      list.map((stop, index) => ({ stops: [...stops, stop], picked: [...picked, index] })),
    )
  return found.map(({ stops, picked }) => ({ stops, parted: picked[0] !== picked[1] }))
}

/** A word with two ways around one loop. @param {Ways} ways @param {number} place */
const findTwice = (ways, place) =>
  findWord(
    ways,
    [place, place],
    [place, place],
    (at) => at.every((stop) => ways.leads(place, stop) && ways.leads(stop, place)),
    true,
  )

/** @param {Ways} ways @param {number} first @param {number} second */
const findTwoLoops = (ways, first, second) =>
  ways.leads(first, second)
    ? findWord(
        ways,
        [first, first, second],
        [first, second, second],
        ([one = -1, two = -1, three = -1]) =>
          ways.leads(one, first) &&
          ways.leads(two, second) &&
          ways.leads(second, three) &&
          ways.leads(three, second),
        false,
      )
    : null
