import { AppError } from '../errors.ts'
import type { Values } from '../ports/value.ts'

/**
 * The maximum output of the local nodes of one run, in characters of text; an item of a list counts as much as it takes
 * in memory. Forty nodes in a row that each join a text with itself would otherwise make a trillion. A text is in memory
 * about eight times while it is written (as a value, as JSON, as bytes), so that the limit stands for a quarter GiB.
 */
const MAX_TEXT_LENGTH = 32 * 2 ** 20
const ITEM = 32

/**
 * Counts the outputs of the local nodes of a run, and returns why a result exceeds the limit. Results of an engine are
 * never refused, because they are paid for; nor are values that a node passes on.
 */
export function createTextBudget(): (made: Values, inputs: Values) => AppError | undefined {
  let left = MAX_TEXT_LENGTH
  return (made, inputs) => {
    const given = new Set<unknown>(Object.values(inputs))
    const stack: unknown[] = Object.values(made).filter((value) => !given.has(value))
    for (let value = stack.pop(); value !== undefined && left >= 0; value = stack.pop()) {
      if (typeof value === 'string') left -= value.length
      if (typeof value !== 'object' || value === null) continue
      const parts: readonly unknown[] = Object.values(value)
      left -= ITEM * parts.length
      // One by one: there may be more than a call takes arguments.
      for (const part of parts) if (part !== undefined) stack.push(part)
    }
    if (left >= 0) return undefined
    return new AppError(
      'node.failed',
      `This run makes more than ${MAX_TEXT_LENGTH / 2 ** 20} million characters of text.`,
    )
  }
}
