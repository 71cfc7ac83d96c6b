import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createSharedWork } from './sharedWork.ts'

/** Work that ends when the test says so. */
function setUp() {
  const end = Promise.withResolvers<string>()
  let lent: { signal: AbortSignal; notify(update: number): void } | null = null
  const work = createSharedWork<string, number>((signal, notify) => {
    lent = { signal, notify }
    signal.addEventListener('abort', () => end.reject(signal.reason))
    return end.promise
  })
  const join = (controller = new AbortController()) => {
    const updates: number[] = []
    const done = work.join({ signal: controller.signal, onUpdate: (update) => updates.push(update) })
    return { done, updates, controller }
  }
  const inner = async () => {
    await Promise.resolve()
    if (lent === null) throw new Error('the work has not begun')
    return lent
  }
  return { work, join, end, inner }
}

describe('shared work', () => {
  test('ends for all waiters', async () => {
    const { join, end } = setUp()
    const waiting = [join().done, join().done]
    end.resolve('made')
    expect(await Promise.all(waiting)).toEqual(['made', 'made'])
  })

  test('gives a late joiner the latest update', async () => {
    const { join, end, inner } = setUp()
    const first = join()
    const { notify } = await inner()
    notify(1)
    notify(2)
    const second = join()
    notify(3)
    end.resolve('made')
    await Promise.all([first.done, second.done])
    expect([first.updates, second.updates]).toEqual([
      [1, 2, 3],
      [2, 3],
    ])
  })

  test('continues when one of several leaves', async () => {
    const { work, join, end } = setUp()
    const first = join()
    const second = join()
    first.controller.abort(new Error('enough'))
    await expect(first.done).rejects.toThrow('enough')
    expect(work.abandoned).toBe(false)
    end.resolve('made')
    expect(await second.done).toBe('made')
  })

  test('is cancelled when the last one leaves, also when all leave at once', async () => {
    const { work, join, inner } = setUp()
    const controller = new AbortController()
    const both = [join(controller).done, join(controller).done]
    const { signal } = await inner()
    controller.abort(new Error('enough'))
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(signal.reason).toEqual(new Error('enough'))
    expect(work.abandoned).toBe(true)
  })

  test('returns its result nevertheless to the last one who left', async () => {
    const end = Promise.withResolvers<string>()
    const work = createSharedWork<string, number>(() => end.promise)
    const controller = new AbortController()
    const done = work.join({ signal: controller.signal, onUpdate: () => {} })
    controller.abort(new Error('enough'))
    end.resolve('made')
    expect(await done).toBe('made')
  })

  test.each([
    ['before it has begun', true],
    ['while it goes on', false],
  ])('is cancelled by its owner, %s, even with waiters', async (_words, before) => {
    const outer = new AbortController()
    const reason = new Error('closing')
    if (before) outer.abort(reason)
    const work = createSharedWork<string, number>(async (signal) => {
      if (!signal.aborted) await once(signal, 'abort')
      throw signal.reason
    }, outer.signal)
    const all = [0, 1].map(() =>
      work
        .join({ signal: new AbortController().signal, onUpdate: () => {} })
        .catch((thrown: unknown) => thrown),
    )
    await Promise.resolve()
    outer.abort(reason)
    expect(await Promise.all(all)).toEqual([reason, reason])
    expect(work.abandoned).toBe(true)
  })

  test('has ended when it has failed as well', async () => {
    const { work, end } = setUp()
    end.reject(new Error('broken'))
    expect(await work.ended).toBeUndefined()
  })

  test('cannot be joined with a signal that is aborted', async () => {
    const { join } = setUp()
    const controller = new AbortController()
    controller.abort(new Error('enough'))
    await expect(join(controller).done).rejects.toThrow('enough')
  })
})
