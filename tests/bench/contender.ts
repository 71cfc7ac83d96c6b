import type { Task } from './task.ts'

/** A scheduler that is measured. */
export interface Contender {
  /** Writes a task down in the form that the scheduler takes. Not timed: elsewhere this would be read from a file. */
  describe(task: Task): Described
}

/** A described task goes through both of these once, each timed by itself. */
export interface Described {
  /** What the scheduler does with a graph before it can run: building, checking, ordering. */
  prepare(): void | Promise<void>
  /** Resolves when every node has ended. */
  run(): Promise<unknown>
}
