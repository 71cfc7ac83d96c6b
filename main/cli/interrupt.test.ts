import { expect, test } from 'vitest'
import { createConsole } from './console/console.ts'
import { EXIT } from './console/exitCode.ts'
import { onInterrupt } from './interrupt.ts'

interface Interrupted {
  readonly signal: AbortSignal
  /** Sends a signal at a time. */
  send(signal: 'SIGINT' | 'SIGTERM', at: number): void
  readonly exits: readonly number[]
  stderr(): string
}

function interrupted(): Interrupted {
  const listeners = new Map<string, () => void>()
  const exits: number[] = []
  const lines: string[] = []
  let now = 0
  const signal = onInterrupt(
    {
      on: (name, listener) => listeners.set(name, listener),
      exit: (code) => void exits.push(code),
    },
    createConsole({ write: () => true }, { write: (text) => lines.push(text) }),
    () => now,
  )
  return {
    signal,
    send(name, at) {
      now = at
      listeners.get(name)?.()
    },
    exits,
    stderr: () => lines.join(''),
  }
}

test('before any interrupt nothing is aborted', () => {
  expect(interrupted().signal.aborted).toBe(false)
})

test.each(['SIGINT', 'SIGTERM'] as const)('the first %s aborts, and prints what happens now', (name) => {
  const { signal, send, exits, stderr: said } = interrupted()
  send(name, 0)
  expect(signal.reason).toMatchObject({ code: 'cancelled' })
  expect(said()).toBe('Stopping: queued jobs are being cancelled. Press Ctrl-C again to quit at once.\n')
  expect(exits).toEqual([])
})

test.each([
  [0, []],
  [999, []],
  [1000, [EXIT.interrupted]],
])('a second one %d ms later ends the process: %j', (later, ends) => {
  const { send, exits, stderr: said } = interrupted()
  send('SIGINT', 5000)
  send('SIGTERM', 5000 + later)
  expect(exits).toEqual(ends)
  expect(said().split('\n')).toHaveLength(2)
})

test('one press that arrives three times is one, and the next one counts', () => {
  const { send, exits } = interrupted()
  for (const at of [0, 1, 2, 1500]) send('SIGINT', at)
  expect(exits).toEqual([EXIT.interrupted])
})
