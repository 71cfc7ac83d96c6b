import type { Json } from '../ports/value.ts'
import { eachValue } from './eachValue.ts'
import { createProblemList, type ProblemList } from './problemList.ts'
import { isLongerThan } from './textLength.ts'
import { CAPS, FORBIDDEN_NAMES } from './workflow.ts'

/** What a look at parsed JSON shows. `large`: it has a number beyond 2^53, where not each integer is one of them. */
export interface JsonVerdict {
  readonly problems: ProblemList
  readonly large: boolean
}

/**
 * Whether parsed JSON keeps what every file keeps: depth, length of texts, finite numbers, no names that objects have a
 * meaning for, no halves of surrogate pairs. Fit for values from anywhere: nothing here recurses or throws.
 */
export function checkJson(root: unknown): JsonVerdict {
  const large = glance(root)
  const problems = createProblemList(root)
  if (large === null) collect(root, problems)
  return { problems, large: large === true }
}

/** Whether `value` can stand in a workflow as one port's value. */
export const isJson = (value: unknown): value is Json => glance({ value }) !== null

const forbidden: ReadonlySet<string> = new Set(FORBIDDEN_NAMES)

const isGoodText = (text: string): boolean => text.isWellFormed() && !isLongerThan(text, CAPS.text)

/**
 * The quick way through, taken by every file: level by level and without paths. Answers null where something is wrong,
 * else whether there is a number beyond 2^53.
 */
function glance(root: unknown): boolean | null {
  let large = false
  let level: object[] = []
  let below: object[] = []
  const isSound = (value: unknown): boolean => {
    switch (typeof value) {
      case 'string':
        return isGoodText(value)
      case 'number':
        if (Number.isFinite(value)) {
          if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) large = true
          return true
        }
        return false
      case 'object':
        if (value !== null) below.push(value)
        return true
      case 'boolean':
        return true
      default:
        return false
    }
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
          if (forbidden.has(key) || !isGoodText(key)) return null
          // A cast, for any object is read by its own keys.
          if (!isSound((container as Readonly<Record<string, unknown>>)[key])) return null
        }
      }
    }
  }
  return large
}

/** The slow way, for what the quick one refused: each problem with its place. */
function collect(root: unknown, problems: ProblemList): void {
  describeText(root, '', () => [], problems)
}
