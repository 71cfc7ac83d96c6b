import type { Shape } from './shapes.ts'

/** What every node carries besides its sources. About as long as what people type. */
export const PROMPT =
  'a lighthouse on basalt cliffs at dusk, long exposure, sea fog, a warm lamp behind the glass, film grain'

/**
 * A shape with the work of its nodes, which is the same for every scheduler: a number made of the node's own and of
 * what its sources made. The sum at the end tells whether every node was given what it needed.
 */
export interface Task {
  readonly shape: Shape
  /**
   * The work of a node, given what its first and its second source made (0 without one). Resolves with the number `as`
   * the scheduler wants to have it.
   */
  readonly work: <T>(node: number, first: number, second: number, as: (made: number) => T) => Promise<T>
  /** Throws when nodes were left out, done twice or done with something else than their sources' results. */
  check(): void
}

const MODULUS = 1_000_003

const mix = (node: number, first: number, second: number): number =>
  (node + 31 * first + 17 * second) % MODULUS

/** A task whose nodes take `milliseconds` each, waiting on a timer; 0 is a promise that is kept already. */
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

/** What a source made, or 0 where there is no source. */
export function valueOf(made: ArrayLike<number>, source: number | undefined): number {
  return source === undefined ? 0 : (made[source] ?? 0)
}
