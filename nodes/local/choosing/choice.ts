import type { Json, Media } from '#shared/ports/value.ts'
import { isList } from '#shared/ports/value.ts'

/** A selection from certain pictures. `pictures` null: from any, as written by hand. */
export interface Choice {
  /** Indexes in the list, from 0; at least one. */
  readonly chosen: readonly number[]
  /** SHA-256 of each picture there was to choose from. */
  readonly pictures: readonly string[] | null
}

const isIndexes = (value: Json | undefined): value is number[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((index) => typeof index === 'number' && Number.isInteger(index) && index >= 0)

/** A choice from a node's value: a `Choice`, or just its indexes. Null for an invalid value. */
export function readChoice(value: Json | undefined): Choice | null {
  if (isIndexes(value)) return { chosen: value, pictures: null }
  if (typeof value !== 'object' || value === null || isList(value)) return null
  const { chosen, pictures } = value
  if (!isIndexes(chosen) || !Array.isArray(pictures)) return null
  return { chosen, pictures: pictures.map(String) }
}

/** Whether a choice was made from exactly these pictures, and all of its indexes exist. */
export function isWhole(choice: Choice | null, images: readonly Media[]): boolean {
  if (choice === null || choice.chosen.some((index) => index >= images.length)) return false
  const { pictures } = choice
  return (
    pictures === null ||
    (pictures.length === images.length && pictures.every((sha256, at) => images[at]?.sha256 === sha256))
  )
}
