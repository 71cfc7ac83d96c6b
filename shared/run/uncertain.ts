import type { Gap, GapReason } from './gap.ts'
import type { PlanStep } from './planStep.ts'

/**
 * A list of which an item is missing that may stand for several, or for none: nobody knows how many outputs a node
 * would have added to it. What comes after that is there, but in a complete run it may have another position.
 */
export interface Uncertain {
  /** The first position that is not certain. */
  readonly from: number
  /**
   * The output that lost the item. Lists that were made item by item from one such output have the same origin: in all of
   * them the same items are at the same positions, now and in a complete run.
   */
  readonly origin: string
  readonly reason: GapReason
}

/** A list that a step runs over. */
export interface ListAtPort {
  readonly length: number
  readonly uncertain: Uncertain | undefined
}

/** How the items of several lists go together. */
export interface Pairing {
  /** What is uncertain about the items that are made of them. */
  readonly uncertain: Uncertain | undefined
  /** From this item on it is not known which items of the lists belong together. */
  readonly until: number
}

const CERTAIN: Pairing = { uncertain: undefined, until: Infinity }

/**
 * Pairs the items of the lists by their positions, as far as those are certain. From the first uncertain one on, only
 * lists of one origin go together, because all of them are shifted alike; and a list that has ended before, because its
 * last item repeats. A list of one item does that from the start.
 *
 * Two outputs of one node are two origins: as many as the others have, for the missing item nobody knows it.
 */
export function pairLists(lists: readonly ListAtPort[]): Pairing {
  // Of an empty list nothing is made, however long the others are.
  if (lists.some(({ length, uncertain }) => length === 0 && uncertain === undefined)) return CERTAIN
  const shifted = lists.flatMap(({ length, uncertain }) =>
    length > 1 && uncertain !== undefined ? [uncertain] : [],
  )
  const [first, ...others] = shifted.toSorted((one, other) => one.from - other.from)
  if (first === undefined) return CERTAIN
  const goTogether =
    others.every(({ origin }) => origin === first.origin) &&
    lists.every(({ length, uncertain }) => uncertain !== undefined || length - 1 <= first.from)
  return { uncertain: first, until: goTogether ? Infinity : first.from }
}

/** By output. */
export type UncertainOutputs = Readonly<Record<string, Uncertain>>

/**
 * What is uncertain about the outputs of a step. Those for one value have the positions of its items. A list is
 * concatenated: it is uncertain from the first missing item on. What is made of an incomplete list that was taken whole
 * is no part of a complete run: such a list is uncertain from its start. Undefined if all is certain.
 */
export function uncertainOutputs(
  { node, type }: PlanStep,
  of: { readonly fanned: boolean; readonly uncertain?: Uncertain; readonly incomplete?: GapReason },
  gaps: readonly Gap[] | undefined,
): UncertainOutputs | undefined {
  const uncertain: Record<string, Uncertain> = {}
  for (const [name, port] of Object.entries(type.outputs)) {
    const one = port.type.list ? uncertainList(name) : of.fanned ? of.uncertain : undefined
    if (one !== undefined) uncertain[name] = one
  }
  return Object.keys(uncertain).length === 0 ? undefined : uncertain

  function uncertainList(name: string): Uncertain | undefined {
    const origin = JSON.stringify([node.id, name])
    // Items of a list that is uncertain from a later position on begin with a gap there.
    const start = of.incomplete ?? (of.fanned && of.uncertain?.from === 0 ? of.uncertain.reason : undefined)
    if (start !== undefined) return { from: 0, origin, reason: start }
    const [first] = gaps ?? []
    return first && { from: first.positions[name] ?? 0, origin, reason: reasonOf(first) }
  }
}

const reasonOf = ({ of, error }: Gap): GapReason => ({ of, error })
