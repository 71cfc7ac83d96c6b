import type { ResultMakers } from '#shared/api/records.ts'
import type { GalleryQuery } from '../state/results/gallery.ts'

export interface NodeChoices {
  readonly titles: readonly string[]
  readonly types: readonly { readonly type: string; readonly title: string }[]
}

/** The filter choices of a gallery: each title once, and each type by its own title. */
export function nodeChoices({ nodes }: ResultMakers, nameOf: (type: string) => string): NodeChoices {
  const types = [...new Set(nodes.map(({ type }) => type))]
  return {
    titles: [...new Set(nodes.map(({ title }) => title))],
    types: types
      .map((type) => ({ type, title: nameOf(type) }))
      .toSorted((one, other) => one.title.localeCompare(other.title)),
  }
}

/** The chosen entry as the list spells it; '' for all nodes. */
export const chosenNode = ({ nodeTitle, nodeType }: GalleryQuery): string =>
  nodeTitle !== null ? `title ${nodeTitle}` : nodeType !== null ? `type ${nodeType}` : ''
