import type { Path, Problem } from '../problems/problem.ts'
import { eachValue } from './eachValue.ts'
import { createProblemList, type ProblemList } from './problemList.ts'
import { isLongerThan } from './textLength.ts'
import { CAPS, isForbiddenName } from './workflow.ts'

/**
 * The result of checking parsed JSON. `large`: it contains a number beyond 2^53, where a double cannot represent every
 * integer.
 */
export interface JsonVerdict {
  readonly problems: ProblemList
  readonly large: boolean
}

/**
 * Whether parsed JSON obeys the rules of every file: depth, length of texts, finite numbers, no names that have a
 * meaning for objects, no lone surrogates. Safe for untrusted values: nothing here recurses or throws.
 */
export function checkJson(root: unknown): JsonVerdict {
  const large = glance(root)
  const problems = createProblemList(root)
  if (large === null) collect(root, problems)
  return { problems, large: large === true }
}

/** Why `value` cannot be the value of a port in a workflow; paths start at the value. */
export function checkValue(value: unknown): readonly Problem[] {
  // Its place in the file, because its depth counts from the root.
  const { problems } = checkJson({ nodes: [{ values: { value } }] })
  return problems.toArray().map(({ code, message, path }) => ({ code, message, path: path.slice(4) }))
}

const jsonTypes: ReadonlySet<string> = new Set(['string', 'number', 'boolean', 'object'])

const isGoodText = (text: string): boolean => text.isWellFormed() && !isLongerThan(text, CAPS.text)

/** The keys of a workflow are few and occur thousands of times each: this many are cached as valid. */
const MAX_SEEN_KEYS = 1000

/**
 * The fast path for every file: level by level and without paths. Returns null if something is wrong, else whether
 * there is a number beyond 2^53.
 */
function glance(root: unknown): boolean | null {
  let large = false
  const seen = new Set<string>()
  let level: object[] = []
  let below: object[] = []
  const isSound = (value: unknown): boolean => {
    if (typeof value === 'string') return isGoodText(value)
    if (typeof value === 'number') {
      if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) large = true
      return Number.isFinite(value)
    }
    if (typeof value === 'boolean' || value === null) return true
    if (typeof value !== 'object') return false
    below.push(value)
    return true
  }
  if (!isSound(root)) return null
  for (let depth = 1; below.length > 0; depth += 1) {
    if (depth > CAPS.depth) return null
    ;[level, below] = [below, []]
    for (const container of level) {
      if (Array.isArray(container)) {
        for (const item of container) if (!isSound(item)) return null
      } else {
        for (const key in container) {
          if (!seen.has(key)) {
            if (isForbiddenName(key) || !isGoodText(key)) return null
            if (seen.size < MAX_SEEN_KEYS) seen.add(key)
          }
          // The cast: any object is read by its own keys.
          if (!isSound((container as Readonly<Record<string, unknown>>)[key])) return null
        }
      }
    }
  }
  return large
}

/** The slow path for what the fast one refused: each problem with its path. */
function collect(root: unknown, problems: ProblemList): void {
  const look = (value: unknown, path: () => Path): void => {
    if (typeof value === 'string') lookAtText(value, path)
    else if (typeof value === 'number' && !Number.isFinite(value))
      problems.add('number', path, 'this number is too large to be saved')
    else if (value === undefined || !jsonTypes.has(typeof value)) problems.add('shape', path, 'is not JSON')
  }
  const lookAtText = (text: string, path: () => Path): void => {
    if (isLongerThan(text, CAPS.text)) problems.add('cap', path, `a text may have ${CAPS.text / 2 ** 20} MiB`)
    else if (!text.isWellFormed())
      problems.add('shape', path, 'this text has one half of a surrogate pair, which is not a character')
  }
  look(root, () => [])
  eachValue(root, (value, key, path, depth) => {
    if (typeof key === 'string') {
      if (isForbiddenName(key)) {
        problems.add('key', path, `no file may use the name ${key}`)
        return false
      }
      lookAtText(key, path)
    }
    look(value, path)
    if (typeof value !== 'object' || value === null || depth < CAPS.depth) return true
    problems.add('cap', path, `nested deeper than ${CAPS.depth} levels`)
    return false
  })
}
