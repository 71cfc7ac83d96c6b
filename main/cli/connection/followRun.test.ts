import { expect, test } from 'vitest'
import type { HostEvent } from '#shared/api/contract.ts'
import { emptyOutline } from '#shared/run/outline.ts'
import { testContext } from '../testing/testContext.ts'
import type { Connection } from './connect.ts'
import { followRun } from './followRun.ts'

/** Follows a run of an editor that has not answered yet. */
function follow() {
  const interrupt = new AbortController()
  const begun = Promise.withResolvers<string>()
  const gone = Promise.withResolvers<void>()
  const listeners = new Set<(event: HostEvent) => void>()
  let interruptMessage = ''
  const context = testContext({
    interrupted: interrupt.signal,
    setInterruptMessage: (message) => (interruptMessage = message),
  })
  const connection: Connection = {
    client: {
      request: () => Promise.reject(new Error('nothing is asked for')),
      subscribe(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    holder: { front: 'editor', pid: 42, ended: gone.promise },
    pathOf: () => '',
    close: async () => {},
  }
  const code = followRun(
    { show: 'nothing', begin: () => begun.promise.then((run) => ({ run, plan: emptyOutline })) },
    connection,
    context,
  )
  return { code, interrupt, begun, gone, context, interruptMessage: () => interruptMessage }
}

test('an interrupt before the editor has answered prints how to cancel the run as soon as it is known', async () => {
  const { code, interrupt, begun, context, interruptMessage } = follow()
  expect(interruptMessage()).toBe(
    'The editor (process 42) has been asked for this run, and may have started it. Waiting for its answer; press Ctrl-C again to quit at once, then see: patchbay runs',
  )
  interrupt.abort()
  begun.resolve('run-1')
  expect({ code: await code, said: context.said() }).toEqual({
    code: 130,
    said: 'The run continues in the editor (process 42). To cancel it: patchbay cancel run-1\n',
  })
})

test('an interrupt after it leaves the run alone, and prints how to cancel it', async () => {
  const { code, interrupt, begun, context, interruptMessage } = follow()
  begun.resolve('run-1')
  await expect.poll(() => context.said()).toContain('carries out the run')
  expect(interruptMessage()).toBe(
    'The run continues in the editor (process 42). To cancel it: patchbay cancel run-1',
  )
  interrupt.abort()
  expect(await code).toBe(130)
})

test('an editor that is closed before the run has ended leaves it to be resumed', async () => {
  const { code, begun, gone, context } = follow()
  begun.resolve('run-1')
  gone.resolve()
  expect(await code).toBe(75)
  expect(context.said()).toContain('To finish it: patchbay resume run-1')
})
