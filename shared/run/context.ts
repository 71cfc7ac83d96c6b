import type { NodeType } from '../nodes/defineNode.ts'
import type { Values } from '../ports/value.ts'
import type { JobUpdate, NodeContext, Services } from '../services.ts'
import type { ItemPath } from './address.ts'
import type { RunEvent } from './run.ts'
import type { Tally } from './tally.ts'
import type { Work } from './work.ts'
import { asCancelled } from './work.ts'

/** What the scheduler provides to every node of one run. */
export interface RunScope {
  readonly services: Services
  readonly run: NodeContext['run']
  onUpdate(work: Work, item: ItemPath, update: JobUpdate | { progress: number }): void
  spend(work: Work, dollars: number): void
  note(work: Work, message: string): void
  /** The signal of a step; created only on demand, because most nodes never use it. */
  signal(work: Work): AbortSignal
}

export function createScope(
  services: Services,
  run: NodeContext['run'],
  tally: Pick<Tally, 'hasEnded' | 'spend'>,
  emit: (event: RunEvent) => void,
): RunScope {
  return {
    services,
    run,
    onUpdate(work, item, update) {
      if (tally.hasEnded(work.index)) return
      if ('status' in update && update.status === 'not_cancellable') work.goesOn = true
      emit({ type: 'step.progress', node: work.step.node.id, at: services.clock.now(), item, ...update })
    },
    spend(work, dollars) {
      work.cost = (work.cost ?? 0) + dollars
      tally.spend(dollars)
    },
    note: (work, message) => void work.notes.add(message),
    signal(work) {
      work.controller ??= new AbortController()
      if (work.cancelled) work.controller.abort(asCancelled())
      return work.controller.signal
    },
  }
}

/** A class because one is created per item: its methods are shared, and the signal is created on demand. */
export class StepContext implements NodeContext {
  readonly services: Services
  readonly run: NodeContext['run']
  readonly item: ItemPath
  readonly #scope: RunScope
  readonly #work: Work

  constructor(scope: RunScope, work: Work, item: ItemPath) {
    this.services = scope.services
    this.run = scope.run
    this.item = item
    this.#scope = scope
    this.#work = work
  }

  get node(): NodeContext['node'] {
    const { node, type } = this.#work.step
    return { id: node.id, title: node.title ?? type.title }
  }

  get signal(): AbortSignal {
    return this.#scope.signal(this.#work)
  }

  /** NaN counts as no progress: a fraction of nothing is 0 divided by 0. */
  progress(fraction: number): void {
    this.#scope.onUpdate(this.#work, this.item, { progress: fraction > 0 ? Math.min(1, fraction) : 0 })
  }

  update(update: JobUpdate): void {
    this.#scope.onUpdate(this.#work, this.item, update)
  }

  spent(dollars: number): void {
    this.#scope.spend(this.#work, dollars)
  }

  note(message: string): void {
    this.#scope.note(this.#work, message)
  }
}

/** Runs a node; a heavy one on another thread, if the host has any. */
export function runNode(type: NodeType, inputs: Values, context: StepContext): ReturnType<NodeType['run']> {
  const { threads } = context.services
  return type.heavy === true && threads !== undefined
    ? threads.run(type, inputs, context)
    : type.run(inputs, context)
}
