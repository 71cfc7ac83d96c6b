import { z } from 'zod'

/**
 * The address of a node in a run: ids joined by `/`, one for each block around the node and then its own. A node outside
 * of all blocks has its id as its path, unchanged, whatever characters are in it, so that what older versions have
 * stored is found by it. In a longer path `~` and `/` of an id are written as `~0` and `~1`.
 */
export const NodePath = z.string().min(1).max(4000)
export type NodePath = z.infer<typeof NodePath>

export function formatNodePath(ids: readonly [string, ...string[]]): NodePath {
  const [first, ...inner] = ids
  return inner.length === 0 ? first : ids.map(escape).join('/')
}

/**
 * The ids of a path, the outermost block first. Of an id that is a path by itself and has a `/`, this is not known: look
 * for a node with exactly this id first.
 */
export const parseNodePath = (path: NodePath): readonly string[] =>
  path.includes('/') ? path.split('/').map(unescape) : [path]

const escape = (id: string): string => id.replaceAll('~', '~0').replaceAll('/', '~1')
const unescape = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

/** How deep lists may be in lists: more than blocks may be in blocks. */
const MAX_DEPTH = 64

/**
 * The address of one item that a node runs over: its index in the list, from 0, as in `3`; for a list in a list the
 * index in each of them, the outer one first, as in `0.3`. A node that runs once has the item `0`. Earlier versions have
 * stored a number, which is read as the index that it is.
 */
export const ItemPath = z
  .union([z.string(), z.int().nonnegative().transform(String)])
  .transform((path, context) => {
    if (isItemPath(path)) return path
    context.addIssue({ code: 'custom', message: 'must be indexes from 0, joined by dots' })
    return z.NEVER
  })
export type ItemPath = `${number}` | `${number}.${number}`

/** The item of a node that runs once, and the first one of a list. */
export const FIRST_ITEM: ItemPath = '0'

const isIndex = (part: string): boolean => /^(?:0|[1-9][0-9]{0,14})$/.test(part)

function isItemPath(path: string): path is ItemPath {
  if (path.length > MAX_DEPTH * 16) return false
  const parts = path.split('.')
  return parts.length <= MAX_DEPTH && parts.every(isIndex)
}

/** The indexes must be whole numbers from 0. */
export const formatItemPath = (indexes: readonly [number, ...number[]]): ItemPath =>
  // The cast is sound: these are numbers joined by dots.
  indexes.join('.') as ItemPath

export const parseItemPath = (path: ItemPath): readonly number[] => path.split('.').map(Number)

/** In the order of the lists: below zero if `one` comes first, and an item before those inside of it. */
export function compareItemPaths(one: ItemPath, other: ItemPath): number {
  const [a, b] = [parseItemPath(one), parseItemPath(other)]
  for (const [depth, index] of a.entries()) {
    const against = b[depth]
    if (against === undefined) return 1
    if (index !== against) return index - against
  }
  return a.length - b.length
}

/** The number of an item as a person counts, from 1: `4`, or `1.4` for a list in a list. */
export const itemNumber = (path: ItemPath): string =>
  parseItemPath(path)
    .map((index) => index + 1)
    .join('.')
