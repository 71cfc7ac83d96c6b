import type { Task } from './task.ts'

/** A scheduler that is measured. */
export interface Contender {
  /** Converts a task to the scheduler's form. Not timed: elsewhere this would be read from a file. */
  describe(task: Task): Described
}

/** A described task goes through both of these once, each timed separately. */
export interface Described {
  /** The scheduler's preparation of a graph: building, checking, ordering. */
  prepare(): void | Promise<void>
  /** Resolves when every node has ended. */
  run(): Promise<unknown>
}
