import Fuse from 'fuse.js'
import type { NodeType } from '#shared/nodes/defineNode.ts'

const MOST = 40

/** Node types by how well they match some words: in their title, then in their name and keywords. All of them without words. */
export function rankTypes(types: readonly NodeType[], words: string): readonly NodeType[] {
  if (words.trim() === '') return types
  const fuse = new Fuse(types, {
    keys: [
      { name: 'title', weight: 4 },
      { name: 'type', weight: 2 },
      { name: 'keywords', weight: 2 },
      { name: 'category', weight: 1 },
    ],
    threshold: 0.38,
    ignoreLocation: true,
  })
  return fuse.search(words.trim(), { limit: MOST }).map(({ item }) => item)
}
