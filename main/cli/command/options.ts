import { nearestName } from './nearestName.ts'
import { UsageError } from './usageError.ts'

/** The given values of an option. */
export interface OptionInput {
  /** The name that was used: `--engine`, or the environment variable that replaces it. */
  readonly name: string
  /** Every value of it, in order; one empty text for each time a flag was given. */
  readonly values: readonly string[]
  readonly env: Readonly<NodeJS.ProcessEnv>
}

/** The completion of a value in a shell. */
export type Completion = 'file' | 'folder' | readonly string[] | null

export interface Option<T> {
  readonly summary: string
  /** The placeholder of its value in help, such as `n` in `--port <n>`; null: it takes none. */
  readonly value: string | null
  readonly completion: Completion
  /** The default, as help shows it. */
  readonly fallback: string | null
  /** The environment variable that is read by default. */
  readonly variable: string | null
  readonly repeatable: boolean
  /** Hidden in help and completion: another name for the same option. */
  readonly hidden: boolean
  /** Throws `UsageError` with a message that names the option. */
  read(given: OptionInput): T
}

interface Shown {
  readonly summary: string
  readonly value: string
  readonly completion?: Completion
  readonly fallback?: string
  readonly variable?: string
}

const lastOf = ({ values }: OptionInput): string | undefined => values.at(-1)

const shown = (declared: Shown) => ({
  summary: declared.summary,
  value: declared.value,
  completion: declared.completion ?? null,
  fallback: declared.fallback ?? null,
  variable: declared.variable ?? null,
  repeatable: false,
  hidden: false,
})

export const flag = (summary: string, { hidden = false } = {}): Option<boolean> => ({
  summary,
  value: null,
  completion: null,
  fallback: null,
  variable: null,
  repeatable: false,
  hidden,
  read: ({ values }) => values.length > 0,
})

/** A given text unchanged, or null. */
export const text = (declared: Shown): Option<string | null> => ({
  ...shown(declared),
  read: (given) => lastOf(given) ?? null,
})

/** Every given text, in order. */
export const texts = (declared: Shown): Option<readonly string[]> => ({
  ...shown(declared),
  repeatable: true,
  read: ({ values }) => values,
})

interface Values<V extends string> extends Omit<Shown, 'completion' | 'fallback'> {
  readonly values: readonly V[]
}

/** One of a few values; `otherwise` by default. */
export const choice = <const V extends string>({
  otherwise,
  ...declared
}: Values<V> & { readonly otherwise: NoInfer<V> }): Option<V> => {
  const given = choiceOrNull(declared)
  return { ...given, fallback: otherwise, read: (words) => given.read(words) ?? otherwise }
}

/** One of a few values, or null. */
export const choiceOrNull = <const V extends string>({
  values,
  ...declared
}: Values<V>): Option<V | null> => ({
  ...shown({ ...declared, completion: values }),
  read(given) {
    const word = lastOf(given)
    if (word === undefined) return null
    const value = values.find((each) => each === word)
    if (value !== undefined) return value
    throw new UsageError(
      `${given.name} must be ${orList(values)}, not ${JSON.stringify(word)}${nearestName(word, values)}`,
    )
  },
})

/** An integer from `low` to `high`, or null. */
export const integer = ({
  low,
  high,
  ...declared
}: Shown & { readonly low: number; readonly high: number }): Option<number | null> => ({
  ...shown(declared),
  read(given) {
    const word = lastOf(given)
    if (word === undefined) return null
    const value = /^\d{1,9}$/.test(word) ? Number(word) : Number.NaN
    if (value >= low && value <= high) return value
    throw new UsageError(
      `${given.name} must be a whole number from ${low} to ${high}, not ${JSON.stringify(word)}`,
    )
  },
})

/** `a, b or c`. */
export const orList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
