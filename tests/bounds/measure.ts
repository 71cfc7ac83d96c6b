// Imported into the program before it starts: measures the two numbers that an untrusted file must not drive up.

import { readFileSync, writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** The measurements since the last query: the longest turn of the event loop, and the peak memory, in kB. */
export interface Measured {
  readonly turn: number
  readonly memory: number
}

/**
 * Processor time of the main thread, in milliseconds. Not wall-clock time: on a busy machine that includes other
 * programs, which are not the file's work.
 */
function processorTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

let longest = 0
let last = processorTime()

/** Runs once in each turn of the loop, and does not keep the loop alive. */
function turn(): void {
  const now = processorTime()
  longest = Math.max(longest, now - last)
  last = now
  setImmediate(turn).unref()
}

/** The peak memory of the process, in kB. */
const peak = (): number =>
  Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0)

/** From now on the peak starts at the current value. */
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
