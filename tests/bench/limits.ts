import { hash } from 'node:crypto'

import type { Contender } from './contender.ts'
import { feedsOf } from './shapes.ts'
import type { Task } from './task.ts'
import { PROMPT, valueOf } from './task.ts'

/**
 * What no scheduler that awaits its nodes can be faster than: Kahn's loop. It counts down what each node waits for and
 * starts it at zero. It knows no events, no errors and no cancelling.
 */
export const kahn = createLimit(() => {})

/** The same, with the digest of a text that says what a node is and what it was given, as a key for its result needs. */
export const kahnWithKeys = createLimit((node, first, second) => {
  hash('sha256', JSON.stringify(['bench/node', 1, PROMPT, node, first, second]))
})

const asItIs = (made: number): number => made

function createLimit(beforehand: (node: number, first: number, second: number) => void): Contender {
  return {
    describe(task) {
      let start: (() => Promise<void>) | undefined
      return {
        prepare: () => {
          start = createLoop(task, beforehand)
        },
        run: async () => start?.(),
      }
    },
  }
}

function createLoop(
  { shape, work }: Task,
  beforehand: (node: number, first: number, second: number) => void,
): () => Promise<void> {
  const { sources } = shape
  const waits = Int32Array.from(sources, ({ length }) => length)
  const feeds = feedsOf(shape)
  const made: number[] = Array.from({ length: sources.length })
  let left = sources.length
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const start = (node: number): void => {
    const first = valueOf(made, sources[node]?.[0])
    const second = valueOf(made, sources[node]?.[1])
    beforehand(node, first, second)
    work(node, first, second, asItIs).then((value) => end(node, value), reject)
  }
  const end = (node: number, value: number): void => {
    made[node] = value
    for (const next of feeds[node] ?? []) {
      const open = (waits[next] ?? 0) - 1
      waits[next] = open
      if (open === 0) start(next)
    }
    left--
    if (left === 0) resolve()
  }
  return async () => {
    sources.forEach(({ length }, node) => {
      if (length === 0) start(node)
    })
    return promise
  }
}
