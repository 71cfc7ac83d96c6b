import { AppError } from '../errors.ts'
import type { Values } from '../ports/value.ts'
import type { Clock } from '../services.ts'
import { formatItemPath } from './address.ts'
import type { CachedResults } from './cachedResults.ts'
import type { RunEvent } from './run.ts'
import type { Sharing } from './sharing.ts'
import { createTextBudget } from './textBudget.ts'
import type { Tally } from './tally.ts'
import type { Item, Work } from './work.ts'
import { asFailure, isCancel, itemEnd } from './work.ts'

export interface ItemEndsOptions {
  readonly clock: Pick<Clock, 'now'>
  readonly results: Pick<CachedResults, 'save'>
  readonly sharing: Pick<Sharing, 'end'>
  readonly tally: Pick<Tally, 'hasEnded'>
  readonly emit: (event: RunEvent) => void
  /** All items of a step have ended. */
  readonly close: (work: Work) => void
  /** An item must be done after all. */
  readonly queue: (item: Item) => void
  /** An item has left its lane. */
  readonly release: (work: Work) => void
}

/** The end of items: their outputs, and those of the items that share their work. */
export interface ItemEnds {
  /** The first item of a step begins: reports how others of it have ended before. */
  begin(work: Work): void
  /** An item has ended: `values`, or the error. */
  end(entry: Item, values: Values | undefined, thrown?: unknown): void
  /** The result of an item was made meanwhile. */
  reuse(entry: Item, made: Values): void
  /** The items that waited for one that will not do the work: the first of them does it, the others wait for that. */
  passOn(entry: Item): void
}

export function createItemEnds(options: ItemEndsOptions): ItemEnds {
  const { clock, close, emit, results, sharing, tally } = options
  const refuse = createTextBudget()

  /** Ends an item and those that share its work; a cancel of one does not cancel the others. */
  function share(entry: Item, made: Values | AppError, well: 'done' | 'reused'): void {
    endOne(entry, made, well)
    if (made instanceof AppError && isCancel(made)) passOn(entry)
    else for (const other of sharing.end(entry)) endOne(other, made, 'reused')
    options.release(entry.work)
  }

  /** An item has ended, by its own work or a shared one. */
  function endOne({ work, item }: Item, made: Values | AppError, well: 'done' | 'reused'): void {
    if (made instanceof AppError) work.failures.push({ item, error: made })
    else work.results[item] = made
    // An item that has not begun is informed when it begins.
    if (work.started) emitItemEnd(work, item, made instanceof AppError ? made : well)
    work.left--
    if (work.left === 0) close(work)
  }

  function passOn(entry: Item): void {
    for (const other of sharing.end(entry)) options.queue(other)
  }

  /** Reports how an item of a list has ended. For a node that ran once, its own end says all. */
  function emitItemEnd(
    { step, index, gathered }: Work,
    item: number,
    how: Parameters<typeof itemEnd>[0],
  ): void {
    if (!gathered.fanned || tally.hasEnded(index)) return
    emit({
      type: 'step.item',
      node: step.node.id,
      at: clock.now(),
      item: formatItemPath([item]),
      ...itemEnd(how),
    })
  }

  return {
    begin(work) {
      for (const [item, values] of work.results.entries())
        if (values !== undefined) emitItemEnd(work, item, 'reused')
      for (const { item: failed, error } of work.failures) emitItemEnd(work, failed, error)
      for (const [item, { error }] of work.gathered.gaps ?? []) emitItemEnd(work, item, { missing: error })
    },
    end(entry, values, thrown) {
      const isLocal = entry.work.step.type.where === 'local'
      const refused = isLocal && values !== undefined ? refuse(values, entry.inputs) : undefined
      if (refused !== undefined) return share(entry, refused, 'done')
      if (values !== undefined) results.save(entry.key, values, entry.work.step.type)
      share(entry, values ?? asFailure(thrown), 'done')
    },
    reuse: (entry, made) => share(entry, made, 'reused'),
    passOn,
  }
}
