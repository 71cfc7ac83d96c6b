import type { Completion } from './options.ts'
import { orList } from './options.ts'
import { nearestName } from './nearestName.ts'
import { UsageError } from './usageError.ts'

/** A positional argument. */
export interface Parameter<T> {
  /** Its placeholder in help, such as `file` in `<file>`. */
  readonly value: string
  readonly summary: string
  readonly completion: Completion
  readonly required: boolean
  /** Takes all remaining arguments; only the last one may. */
  readonly rest: boolean
  /** Throws `UsageError`. There is at least one argument if it is required. */
  read(words: readonly string[]): T
}

interface Shown {
  readonly value: string
  readonly summary: string
  readonly completion?: Completion
}

export const required = ({ completion = null, ...shown }: Shown): Parameter<string> => ({
  ...shown,
  completion,
  required: true,
  rest: false,
  read: ([word = '']) => word,
})

export const optional = ({ completion = null, ...shown }: Shown): Parameter<string | null> => ({
  ...shown,
  completion,
  required: false,
  rest: false,
  read: ([word]) => word ?? null,
})

/** All remaining arguments, perhaps none. */
export const rest = ({ completion = null, ...shown }: Shown): Parameter<readonly string[]> => ({
  ...shown,
  completion,
  required: false,
  rest: true,
  read: (words) => words,
})

/** One of a few words. */
export const oneOf = <const V extends string>(
  values: readonly V[],
  shown: Omit<Shown, 'completion'>,
): Parameter<V> => ({
  ...shown,
  completion: values,
  required: true,
  rest: false,
  read([word = '']) {
    const value = values.find((each) => each === word)
    if (value !== undefined) return value
    throw new UsageError(
      `<${shown.value}> must be ${orList(values)}, not ${JSON.stringify(word)}${nearestName(word, values)}`,
    )
  },
})
