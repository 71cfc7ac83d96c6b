import type { Shape } from './shapes.ts'

/** The text of every node besides its sources. About as long as a typical prompt. */
export const PROMPT =
  'a lighthouse on basalt cliffs at dusk, long exposure, sea fog, a warm lamp behind the glass, film grain'

/**
 * A shape with the work of its nodes, which is the same for every scheduler: a number computed from the node's own and
 * from its sources' outputs. The sum at the end shows whether every node got the right inputs.
 */
export interface Task {
  readonly shape: Shape
  /**
   * The work of a node, given the outputs of its first and its second source (0 without one). Resolves with the number
   * in the scheduler's form (`as`).
   */
  readonly work: <T>(node: number, first: number, second: number, as: (made: number) => T) => Promise<T>
  /** Throws when nodes were left out, run twice or run with other inputs than their sources' outputs. */
  check(): void
}

const MODULUS = 1_000_003

const mix = (node: number, first: number, second: number): number =>
  (node + 31 * first + 17 * second) % MODULUS

/** A task whose nodes take `milliseconds` each, waiting on a timer; 0 is a resolved promise. */
export function createTask(shape: Shape, milliseconds: number): Task {
  let calls = 0
  let sum = 0
  const record = (made: number): number => {
    calls++
    sum = (sum + made) % MODULUS
    return made
  }
  return {
    shape,
    work:
      milliseconds === 0
        ? async (node, first, second, as) => as(record(mix(node, first, second)))
        : async (node, first, second, as) => {
            await new Promise((resolve) => setTimeout(resolve, milliseconds))
            return as(record(mix(node, first, second)))
          },
    check() {
      const count = shape.sources.length
      if (calls !== count) throw new Error(`ran ${calls} of ${count} nodes`)
      if (sum !== expectedSum(shape)) throw new Error('nodes were given wrong inputs')
    },
  }
}

function expectedSum(shape: Shape): number {
  const made = new Int32Array(shape.sources.length)
  let sum = 0
  shape.sources.forEach(([first, second], node) => {
    const value = mix(node, valueOf(made, first), valueOf(made, second))
    made[node] = value
    sum = (sum + value) % MODULUS
  })
  return sum
}

/** A source's output, or 0 without a source. */
export function valueOf(made: ArrayLike<number>, source: number | undefined): number {
  return source === undefined ? 0 : (made[source] ?? 0)
}
