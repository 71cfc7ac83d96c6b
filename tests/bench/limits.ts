import { hash } from 'node:crypto'

import type { Contender } from './contender.ts'
import { feedsOf } from './shapes.ts'
import type { Task } from './task.ts'
import { PROMPT, valueOf } from './task.ts'

/** The lower bound's work for each node besides scheduling it. */
interface Extra {
  before(node: number, first: number, second: number): string
  after(key: string, made: number): void
}

/**
 * A lower bound for schedulers that await their nodes: Kahn's loop. It counts down what each node waits for and starts
 * it at zero. It has no events, no errors and no cancelling.
 */
export const kahn = createLimit(() => ({ before: () => '', after() {} }))

/** The same, with the digest of a text about the node and its inputs, as the key of its result needs. */
export const kahnWithKeys = createLimit(() => ({ before: keyOf, after() {} }))

/** The same, with these keys in use: a result is looked up under its key, and stored under it. */
export const kahnWithResults = createLimit(() => {
  const results = new Map<string, number>()
  return {
    before(node, first, second) {
      const key = keyOf(node, first, second)
      if (results.has(key)) throw new Error('two nodes have one key')
      return key
    },
    after(key, made) {
      results.set(key, made)
    },
  }
})

function keyOf(node: number, first: number, second: number): string {
  return hash('sha256', JSON.stringify(['bench/node', 1, PROMPT, node, first, second]))
}

const asItIs = (made: number): number => made

function createLimit(createExtra: () => Extra): Contender {
  return {
    describe(task) {
      let start: (() => Promise<void>) | undefined
      return {
        prepare() {
          start = createLoop(task, createExtra())
        },
        run: async () => start?.(),
      }
    },
  }
}

function createLoop({ shape, work }: Task, { before, after }: Extra): () => Promise<void> {
  const { sources } = shape
  const waits = new Int32Array(sources.map(({ length }) => length))
  const feeds = feedsOf(shape)
  const made: number[] = sources.map(() => 0)
  let left = sources.length
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const start = (node: number): void => {
    const first = valueOf(made, sources[node]?.[0])
    const second = valueOf(made, sources[node]?.[1])
    const key = before(node, first, second)
    work(node, first, second, asItIs).then((value) => {
      after(key, value)
      end(node, value)
    }, reject)
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
