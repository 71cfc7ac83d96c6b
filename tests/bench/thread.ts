// A thread that runs one contender: each has its own heap and compiler state, and can be stopped.

import { setImmediate } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'

import type { Contender } from './contender.ts'
import { contenders } from './contenders.ts'
import type { Job, Reply } from './runner.ts'
import { shapes } from './shapes.ts'
import { createTask } from './task.ts'

/** Unhandled rejections: libraries that lose an error lose it here. */
const lost: string[] = []
process.on('unhandledRejection', (reason) => {
  lost.push(messageOf(reason))
})

const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : JSON.stringify(thrown)

async function measure(contender: Contender, { shape, count, milliseconds }: Job): Promise<Reply> {
  const task = createTask(shapes[shape](count), milliseconds)
  lost.length = 0
  try {
    const described = contender.describe(task)
    // The garbage of the description is not charged to anybody. A full collection would also discard compiled code.
    globalThis.gc?.({ type: 'minor' })
    const start = performance.now()
    await described.prepare()
    const prepared = performance.now()
    await described.run()
    const ended = performance.now()
    await setImmediate()
    task.check()
    return { prepare: prepared - start, run: ended - prepared }
  } catch (error) {
    return { failed: [messageOf(error), ...lost.slice(0, 1)].join(': ') }
  }
}

const name: unknown = workerData
const load = typeof name === 'string' ? contenders[name] : undefined
if (load === undefined || parentPort === null) throw new Error('This file runs as a thread of the benchmark.')
const port = parentPort
const contender = await load()
port.on('message', (job: Job) => {
  measure(contender, job).then(
    (reply) => port.postMessage(reply),
    (error: unknown) => port.postMessage({ failed: messageOf(error) } satisfies Reply),
  )
})
port.postMessage('ready')
