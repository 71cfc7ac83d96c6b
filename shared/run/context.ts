import type { NodeContext } from '../nodes/defineNode.ts'
import type { JobUpdate, Services } from '../services.ts'
import type { PlanStep } from './plan.ts'

/** What the scheduler lends to every node of one run. */
export interface RunScope {
  readonly services: Services
  readonly run: NodeContext['run']
  tell(step: number, item: number, known: JobUpdate | { progress: number }): void
  spend(step: number, dollars: number): void
  /** The signal of a step; made only when a node asks for it, because most never do. */
  signal(step: number): AbortSignal
}

/** A class because one is made per item: its methods are shared, and the signal waits until it is asked for. */
export class StepContext implements NodeContext {
  readonly services: Services
  readonly run: NodeContext['run']
  readonly item: number
  readonly #scope: RunScope
  readonly #step: PlanStep
  readonly #index: number
  #signal: AbortSignal | undefined

  constructor(scope: RunScope, step: PlanStep, index: number, item: number) {
    this.services = scope.services
    this.run = scope.run
    this.item = item
    this.#scope = scope
    this.#step = step
    this.#index = index
  }

  get node(): NodeContext['node'] {
    return { id: this.#step.node.id, title: this.#step.node.title ?? this.#step.type.title }
  }

  get signal(): AbortSignal {
    this.#signal ??= this.#scope.signal(this.#index)
    return this.#signal
  }

  /** What is no number counts as nothing done: a share of nothing is 0 divided by 0. */
  progress(fraction: number): void {
    this.#scope.tell(this.#index, this.item, { progress: fraction > 0 ? Math.min(1, fraction) : 0 })
  }

  update(update: JobUpdate): void {
    this.#scope.tell(this.#index, this.item, update)
  }

  spent(dollars: number): void {
    this.#scope.spend(this.#index, dollars)
  }
}
