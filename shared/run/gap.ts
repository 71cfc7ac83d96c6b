import { z } from 'zod'
import { ErrorData } from '../errors.ts'
import { ItemPath, NodePath } from './address.ts'

/** An item that is missing from the outputs of a node, because the node `of`, this one or one before it, failed for it. */
export const Gap = z.object({
  item: ItemPath,
  of: NodePath,
  error: ErrorData,
  /** By output: the index in its list at which the item is missing, where there is `null` instead. */
  positions: z.record(z.string(), z.int().nonnegative()),
  /**
   * Nothing failed for this item itself: it was held back, because the item of `of` may stand for several or for none,
   * so that it is not known which items after it belong together.
   */
  unpaired: z.literal(true).optional(),
})
export type Gap = z.infer<typeof Gap>

/** Why an item is missing. */
export type GapReason = Pick<Gap, 'of' | 'error' | 'unpaired'>

/** How many of the items of its inputs a node got, where some are missing. */
export const ItemCount = z.object({
  items: z.int().nonnegative(),
  of: z.int().positive(),
  /** How many of those that are missing were held back, see `Gap.unpaired`. Absent if none was. */
  unpaired: z.int().positive().optional(),
})
export type ItemCount = z.infer<typeof ItemCount>

/** By index in the list of one output: why the item is missing. */
export function gapsAt(gaps: readonly Gap[] | undefined, output: string): ReadonlyMap<number, GapReason> {
  const missing = new Map<number, GapReason>()
  for (const { of, error, positions, unpaired } of gaps ?? []) {
    const position = Object.hasOwn(positions, output) ? positions[output] : undefined
    if (position !== undefined) missing.set(position, { of, error, ...(unpaired && { unpaired }) })
  }
  return missing
}

/** What the end of a step says about missing items, for its record; nothing if none is. */
export const gapsOf = <G>({ gaps, got }: { readonly gaps?: G; readonly got?: ItemCount | undefined }) => ({
  ...(gaps !== undefined && { gaps }),
  ...(got !== undefined && { got }),
})

/** The note of a node to which not all items came. */
export function describeCount({ items, of, unpaired }: ItemCount): string {
  const count = `Got ${items} of ${of} items.`
  if (unpaired === undefined) return count
  const held = unpaired === 1 ? '1 was held back' : `${unpaired} were held back`
  return `${count} ${held}: a list lost an item, and it is not certain how many outputs it would have had, nor which items after it belong together. Retry what failed first.`
}
