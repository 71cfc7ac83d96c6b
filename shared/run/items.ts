import type { EngineId } from '../catalogue/engineId.ts'
import { engineOf } from '../endpoint/endpointType.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { Services } from '../services.ts'
import { formatItemPath } from './address.ts'
import type { RunScope } from './context.ts'
import { StepContext, runNode } from './context.ts'
import type { CachedResults } from './cachedResults.ts'
import { createItemEnds } from './itemEnds.ts'
import type { Lane } from './lane.ts'
import { createLane } from './lane.ts'
import type { PlanStep } from './planStep.ts'
import type { RunEvent } from './run.ts'
import { createSharing } from './sharing.ts'
import type { Tally } from './tally.ts'
import type { Item, Work } from './work.ts'
import { asCancelled } from './work.ts'

/** How many nodes, or items of one, work at the same time. */
export interface Limits {
  /** At each engine; 4 by default. */
  readonly remote?: number | ((engine: EngineId | null) => number)
  /** On this machine; 8 by default. */
  readonly local?: number
}

export interface ItemsOptions {
  readonly services: Pick<Services, 'clock'>
  readonly scope: RunScope
  readonly results: CachedResults
  readonly tally: Pick<Tally, 'hasEnded'>
  readonly emit: (event: RunEvent) => void
  readonly limits?: Limits | undefined
  /** All items of a step have ended. */
  readonly close: (work: Work) => void
  /** Whether nothing uses the outputs of a step. */
  readonly isIdle: (work: Work) => boolean
  /** A step must not start: its items have left the queue. */
  readonly leave: (work: Work) => void
  /** Whether nothing may start at the moment. */
  readonly isHeld: () => boolean
  /** Whether steps are being prepared: paid work waits until their immediate results are known. */
  readonly isSettling: () => boolean
  /** That may be over: what waited for it may begin. */
  readonly onSettled: () => void
}

/** The items of steps on their way through the lanes: how many work at the same time, and which share equal work. */
export interface Items {
  /** Runs items as soon as there is room. */
  queue(items: readonly Item[]): void
  /** Removes those of one step that have not begun from the queue: they end cancelled. */
  drop(work: Work): void
  /** The same for all. */
  dropAll(): void
  /** Starts the items that were held back. */
  goOn(): void
  /** Whether work with an immediate result is in progress, which may show that something else is not needed. */
  isSettling(): boolean
}

export function createItems(options: ItemsOptions): Items {
  const { emit, results, scope } = options
  const { clock } = options.services
  const lanes = createLanes(options, start)
  const sharing = createSharing()
  const release = (work: Work): void => lanes.of(work).release()
  const ends = createItemEnds({ ...options, clock, sharing, queue, release })

  function queue(item: Item): void {
    if (sharing.join(item)) lanes.of(item.work).push(item)
  }

  function start(entry: Item): void {
    const { work, item, inputs } = entry
    const { node, type } = work.step
    const made = results.findMade(entry.key, type)
    if (made !== undefined && !work.cancelled) return ends.reuse(entry, made)
    if (!work.started && !work.cancelled && options.isIdle(work)) return leave(entry)
    if (!work.started) {
      work.started = true
      emit({ type: 'step.started', node: node.id, at: clock.now(), items: work.gathered.items.length })
      ends.begin(work)
    }
    if (work.cancelled) return ends.end(entry, undefined, asCancelled())
    let answer: ReturnType<PlanStep['type']['run']>
    try {
      answer = runNode(type, inputs, new StepContext(scope, work, formatItemPath([item])))
    } catch (thrown) {
      return ends.end(entry, undefined, thrown)
    }
    if (answer instanceof Promise)
      answer.then(
        (values) => ends.end(entry, values),
        (thrown: unknown) => ends.end(entry, undefined, thrown),
      )
    else ends.end(entry, answer)
  }

  /** Nothing uses the outputs of the item's step, and none of its items has begun. */
  function leave(entry: Item): void {
    const { work } = entry
    const isOwn = (other: Item): boolean => other.work === work
    sharing.leave(isOwn)
    const queued = [entry, ...lanes.of(work).drain(isOwn)]
    options.leave(work)
    queued.forEach(ends.passOn)
    release(work)
  }

  function drop({ work, item }: Item): void {
    work.failures.push({ item, error: asCancelled() })
    work.left--
  }

  /** Drops items from the queue; those that share their work are next to do it. */
  function dropQueued(items: readonly Item[]): void {
    for (const entry of items) {
      drop(entry)
      ends.passOn(entry)
    }
  }

  return {
    isSettling: lanes.isSettling,
    queue: (items) => items.forEach(queue),
    goOn() {
      for (const lane of lanes.all()) lane.goOn()
    },
    drop(work) {
      const isOwn = (entry: Item): boolean => entry.work === work
      // The shared work of these continues, and so do the others that wait for it.
      sharing.leave(isOwn).forEach(drop)
      dropQueued(lanes.of(work).drain(isOwn))
    },
    dropAll() {
      sharing.leave(() => true).forEach(drop)
      for (const lane of lanes.all()) dropQueued(lane.drain(() => true))
    },
  }
}

interface Lanes {
  /** The lane of a step's items. */
  of(work: Work): Lane<Item>
  all(): readonly Lane<Item>[]
  /** Whether work with an immediate result is in progress. */
  isSettling(): boolean
}

function createLanes(
  {
    isHeld,
    isSettling: isReadying,
    limits,
    onSettled,
  }: Pick<ItemsOptions, 'isHeld' | 'isSettling' | 'limits' | 'onSettled'>,
  start: (item: Item) => void,
): Lanes {
  const isSettling = (): boolean => isReadying() || instant.isStarting()
  // An immediate result may show that something else need not be paid for: all of them go first, also after a pause.
  const instant: Lane<Item> = createLane(Infinity, start, {
    isHeld,
    onIdle() {
      onSettled()
      for (const lane of remote.values()) lane.goOn()
    },
  })
  const local = createLane(limits?.local ?? 8, start, { isHeld })
  const limit = limits?.remote ?? 4
  const remote = new Map<EngineId | null, Lane<Item>>()
  const remoteOf = (type: NodeType): Lane<Item> => {
    const engine = engineOf(type)
    const lane =
      remote.get(engine) ??
      createLane(typeof limit === 'number' ? limit : limit(engine), start, {
        isHeld: () => isSettling() || isHeld(),
      })
    remote.set(engine, lane)
    return lane
  }
  const of = ({ step: { type } }: Work): Lane<Item> =>
    type.makes !== undefined ? instant : type.where === 'remote' ? remoteOf(type) : local
  return { of, all: () => [instant, local, ...remote.values()], isSettling }
}
