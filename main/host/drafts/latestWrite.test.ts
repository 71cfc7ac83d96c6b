import { expect, test } from 'vitest'
import { createLatestWriter } from './latestWrite.ts'

/** A writer whose writes the test ends by hand. */
function start() {
  const writes: { readonly value: string; readonly done: PromiseWithResolvers<void> }[] = []
  const write = createLatestWriter((value: string) => {
    const done = Promise.withResolvers<void>()
    writes.push({ value, done })
    return done.promise
  })
  return { write, writes, values: () => writes.map(({ value }) => value) }
}

const flush = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

test('one write runs at a time, and of those that wait only the latest is made', async () => {
  const { write, writes, values } = start()
  const all = ['a', 'b', 'c'].map((value) => write(value))
  expect(values()).toEqual(['a'])
  writes[0]?.done.resolve()
  await all[0]
  await flush()
  expect(values()).toEqual(['a', 'c'])
  writes[1]?.done.resolve()
  await Promise.all(all)
  expect(values()).toEqual(['a', 'c'])
})

test('a value is not confirmed before it, or a later one, is written', async () => {
  const { write, writes } = start()
  let written = false
  void write('a')
  const second = write('b').then(() => (written = true))
  writes[0]?.done.resolve()
  await flush()
  expect(written).toBe(false)
  writes[1]?.done.resolve()
  await second
  expect(written).toBe(true)
})

test('a failed write rejects its callers, and does not stop the next', async () => {
  const { write, writes } = start()
  const first = write('a')
  const second = write('b')
  writes[0]?.done.reject(new Error('full'))
  await expect(first).rejects.toThrow('full')
  await flush()
  writes[1]?.done.resolve()
  await second
})
