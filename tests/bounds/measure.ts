// Imported into the program before it starts: measures the two numbers that a file from a stranger must not drive up.

import { readFileSync, writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** What was measured since the last look: the longest turn of the event loop, and the most memory, in kB. */
export interface Measured {
  readonly turn: number
  readonly memory: number
}

/**
 * Processor time of the main thread, in milliseconds. Not the clock on the wall: on a busy machine that tells how long others
 * were let run, which is not what a file has done.
 */
function processorTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

let longest = 0
let last = processorTime()

/** Runs once in each turn of the loop, and keeps none going that would wait otherwise. */
function turn(): void {
  const now = processorTime()
  longest = Math.max(longest, now - last)
  last = now
  setImmediate(turn).unref()
}

/** The most memory that the process has had, in kB. */
const peak = (): number =>
  Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0)

/** From now on the peak is what there is now. */
function restart(): void {
  writeFileSync('/proc/self/clear_refs', '5')
  longest = 0
  last = processorTime()
}

if (isMainThread && process.send !== undefined) {
  turn()
  process.on('message', () => {
    process.send?.({ turn: longest, memory: peak() } satisfies Measured)
    restart()
  })
  process.channel?.unref()
}
