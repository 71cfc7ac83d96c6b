import { AppError } from '../errors.ts'
import type { Values } from '../ports/value.ts'
import type { Services } from '../services.ts'
import type { RunScope } from './context.ts'
import { StepContext, runNode } from './context.ts'
import type { CachedResults } from './cachedResults.ts'
import type { Lane } from './lane.ts'
import { createLane } from './lane.ts'
import type { PlanStep } from './planStep.ts'
import type { RunEvent } from './run.ts'
import { createSharing } from './sharing.ts'
import { createTextBudget } from './textBudget.ts'
import type { Tally } from './tally.ts'
import type { Item, Work } from './work.ts'
import { asCancelled, asFailure, isCancel, itemEnd } from './work.ts'

export interface ItemsOptions {
  readonly services: Pick<Services, 'clock'>
  readonly scope: RunScope
  readonly results: CachedResults
  readonly tally: Pick<Tally, 'hasEnded'>
  readonly emit: (event: RunEvent) => void
  /** How many work at a time: `remote` for the engine (4), `local` for this machine (8). */
  readonly limits?: { readonly remote?: number; readonly local?: number } | undefined
  /** All items of a step have ended. */
  readonly close: (work: Work) => void
  /** Whether nothing uses what a step makes. */
  readonly isIdle: (work: Work) => boolean
  /** A step is not to start: its items have left the queue. */
  readonly leave: (work: Work) => void
  /** Whether nothing may start at the moment. */
  readonly isHeld: () => boolean
  /** Whether steps are being made ready: what costs money waits until it is known what of them comes at once. */
  readonly isSettling: () => boolean
  /** That may be over: what waited for it may begin. */
  readonly onSettled: () => void
}

/** The items of steps on their way through the lanes: how many work at a time, and what equal ones have in common. */
export interface Items {
  /** Has items done, as soon as there is room. */
  queue(items: readonly Item[]): void
  /** Takes those of one step that have not begun out of the queue: they end cancelled. */
  drop(work: Work): void
  /** The same of all. */
  dropAll(): void
  /** Starts what was held. */
  goOn(): void
  /** Whether something that follows at once is under way, which may tell that something else is not needed. */
  isSettling(): boolean
}

export function createItems(options: ItemsOptions): Items {
  const { close, emit, limits, results, scope, tally } = options
  const { clock } = options.services
  const lanes: Readonly<Record<'instant' | 'local' | 'remote', Lane<Item>>> = {
    // What follows at once may tell that something else need not be paid for: all of it goes first, also after a rest.
    instant: createLane(Infinity, start, { isHeld: options.isHeld, onIdle: settled }),
    local: createLane(limits?.local ?? 8, start, { isHeld: options.isHeld }),
    remote: createLane(limits?.remote ?? 4, start, {
      isHeld: (): boolean => isSettling() || options.isHeld(),
    }),
  }
  function isSettling(): boolean {
    return options.isSettling() || lanes.instant.isStarting()
  }
  function settled(): void {
    options.onSettled()
    lanes.remote.goOn()
  }
  const laneOf = ({ step: { type } }: Work): Lane<Item> =>
    lanes[type.makes === undefined ? type.where : 'instant']
  const sharing = createSharing()
  const refuse = createTextBudget()

  function queue(item: Item): void {
    if (sharing.join(item)) laneOf(item.work).push(item)
  }

  function start(entry: Item): void {
    const { work, item, inputs } = entry
    const { node, type } = work.step
    const made = results.findMade(entry.key)
    if (made !== undefined && !work.cancelled) return share(entry, made, 'reused')
    if (!work.started && !work.cancelled && options.isIdle(work)) return leave(entry)
    if (!work.started) {
      work.started = true
      emit({ type: 'step.started', node: node.id, at: clock.now(), items: work.gathered.items.length })
      for (const [item, values] of work.results.entries())
        if (values !== undefined) emitItemEnd(work, item, 'reused')
      for (const { item: failed, error } of work.failures) emitItemEnd(work, failed, error)
    }
    if (work.cancelled) return endItem(entry, undefined, asCancelled())
    let answer: ReturnType<PlanStep['type']['run']>
    try {
      answer = runNode(type, inputs, new StepContext(scope, work, item))
    } catch (thrown) {
      return endItem(entry, undefined, thrown)
    }
    if (answer instanceof Promise)
      answer.then(
        (values) => endItem(entry, values),
        (thrown: unknown) => endItem(entry, undefined, thrown),
      )
    else endItem(entry, answer)
  }

  /** Nothing uses what the step of an item would make, and nothing of it has begun. */
  function leave(entry: Item): void {
    const { work } = entry
    const isOwn = (other: Item): boolean => other.work === work
    sharing.leave(isOwn)
    const queued = [entry, ...laneOf(work).drain(isOwn)]
    options.leave(work)
    queued.forEach(passOn)
    laneOf(work).release()
  }

  function endItem(entry: Item, values: Values | undefined, thrown?: unknown): void {
    const isLocal = entry.work.step.type.where === 'local'
    const refused = isLocal && values !== undefined ? refuse(values, entry.inputs) : undefined
    if (refused !== undefined) return share(entry, refused, 'done')
    if (values !== undefined) results.save(entry.key, values)
    share(entry, values ?? asFailure(thrown), 'done')
  }

  /** Ends an item and those that wait for it: they have the same to expect, but who cancels one has not cancelled them. */
  function share(entry: Item, made: Values | AppError, well: 'done' | 'reused'): void {
    end(entry, made, well)
    if (made instanceof AppError && isCancel(made)) passOn(entry)
    else for (const other of sharing.end(entry)) end(other, made, 'reused')
    laneOf(entry.work).release()
  }

  /** An item has ended, by its own work or that of another. */
  function end({ work, item }: Item, made: Values | AppError, well: 'done' | 'reused'): void {
    if (made instanceof AppError) work.failures.push({ item, error: made })
    else work.results[item] = made
    // Of what has not begun, it is told when it begins.
    if (work.started) emitItemEnd(work, item, made instanceof AppError ? made : well)
    work.left--
    if (work.left === 0) close(work)
  }

  /** What waited for an item that will not do the work: the first of them does it, the others wait for that. */
  function passOn(entry: Item): void {
    for (const other of sharing.end(entry)) queue(other)
  }

  /** Tells how an item of a list has ended. A node that ran once has nothing to tell beyond its own end. */
  function emitItemEnd(
    { step, index, gathered }: Work,
    item: number,
    how: 'done' | 'reused' | AppError,
  ): void {
    if (!gathered.fanned || tally.hasEnded(index)) return
    emit({ type: 'step.item', node: step.node.id, at: clock.now(), item, ...itemEnd(how) })
  }

  function drop({ work, item }: Item): void {
    work.failures.push({ item, error: asCancelled() })
    work.left--
  }

  /** Drops items out of the queue; those that wait for the same are the next to do it. */
  function dropQueued(items: readonly Item[]): void {
    for (const entry of items) {
      drop(entry)
      passOn(entry)
    }
  }

  return {
    isSettling,
    queue: (items) => items.forEach(queue),
    goOn() {
      for (const lane of Object.values(lanes)) lane.goOn()
    },
    drop(work) {
      const isOwn = (entry: Item): boolean => entry.work === work
      // What these wait for goes on, and so does what waits beside them.
      sharing.leave(isOwn).forEach(drop)
      dropQueued(laneOf(work).drain(isOwn))
    },
    dropAll() {
      sharing.leave(() => true).forEach(drop)
      for (const lane of Object.values(lanes)) dropQueued(lane.drain(() => true))
    },
  }
}
