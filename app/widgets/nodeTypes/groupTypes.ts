import type { FoundType } from '#shared/api/catalogueRequests.ts'

export const RECENT = 'Recent'
export const MODELS = 'Models'

export interface TypeGroup {
  readonly title: string
  readonly types: readonly FoundType[]
}

const groupOf = ({ where, category }: FoundType): string => (where === 'remote' ? MODELS : category)

/** The groups of a search's results, in the order of their best match: what it ranks first stays first. */
export const groupFound = (types: readonly FoundType[]): readonly TypeGroup[] =>
  [...Map.groupBy(types, groupOf)].map(([title, some]) => ({ title, types: some }))

/** Of models that do the same, those with a lower rank come first. Everything else stays where it is. */
export function preferReady(
  types: readonly FoundType[],
  rankOf: (type: FoundType) => number,
): readonly FoundType[] {
  const keyOf = ({ where, title }: FoundType): string => `${where} ${title}`
  const byTitle = Map.groupBy(types, keyOf)
  const next = new Map(
    [...byTitle].map(([key, same]) => [
      key,
      same.toSorted((one, other) => rankOf(one) - rankOf(other)).values(),
    ]),
  )
  return types.flatMap((type) => next.get(keyOf(type))?.next().value ?? [])
}

const { compare } = new Intl.Collator('en')

/** Every node type: those placed last, then the models, then the others by category; each group by title. */
export function groupAll(types: readonly FoundType[], recent: readonly string[]): readonly TypeGroup[] {
  const last = recent.flatMap((type) => types.filter((other) => other.type === type))
  const groups = groupFound(types).map(({ title, types: some }) => ({
    title,
    types: some.toSorted(
      (one, other) => compare(one.title, other.title) || compare(one.model ?? '', other.model ?? ''),
    ),
  }))
  const isModels = ({ title }: TypeGroup): number => Number(title === MODELS)
  return [
    ...(last.length === 0 ? [] : [{ title: RECENT, types: last }]),
    ...groups.toSorted((one, other) => isModels(other) - isModels(one)),
  ]
}
