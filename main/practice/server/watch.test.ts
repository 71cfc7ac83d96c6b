import { expect, test } from 'vitest'
import { createWatch } from './watch.ts'

const whenCount = (wanted: number, count: () => number) => () => (count() >= wanted ? count() : null)

test('a condition that is already true is answered without a change', async () => {
  const watch = createWatch()
  expect(await watch.until(whenCount(2, () => 3))).toBe(3)
})

test('each wait ends with the change that makes it so', async () => {
  const watch = createWatch()
  let count = 0
  const ended: number[] = []
  const wait = async (wanted: number): Promise<void> => {
    ended.push(await watch.until(whenCount(wanted, () => count)))
  }
  const waits = [wait(1), wait(2)]
  count = 1
  watch.changed()
  await waits[0]
  expect(ended).toEqual([1])
  count = 2
  watch.changed()
  await waits[1]
  expect(ended).toEqual([1, 2])
})

test('a wait ends when its client disconnects', async () => {
  const watch = createWatch()
  const caller = new AbortController()
  const wait = watch.until(() => null, caller.signal)
  caller.abort(new Error('gone'))
  await expect(wait).rejects.toThrow('gone')
})

test('closing ends the waits, and later ones', async () => {
  const watch = createWatch()
  const wait = watch.until(() => null)
  watch.close()
  await expect(wait).rejects.toThrow('The practice engine was closed.')
  await expect(watch.until(() => 1)).rejects.toThrow('The practice engine was closed.')
})
