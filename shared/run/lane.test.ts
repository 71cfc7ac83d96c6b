import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLane } from './lane.ts'

describe('a lane', () => {
  test('that is held starts nothing until it is resumed', () => {
    const started: string[] = []
    let held = true
    const lane = createLane<string>(2, (entry) => void started.push(entry), { isHeld: () => held })
    lane.pushAll(['a', 'b', 'c'])
    expect(started).toEqual([])
    held = false
    lane.goOn()
    expect(started).toEqual(['a', 'b'])
  })

  test('reports when everything with room has started, and whether it is starting entries', () => {
    const calls: string[] = []
    const lane = createLane<string>(
      2,
      (entry) => {
        calls.push(`${entry} ${lane.isStarting()}`)
        if (entry === 'a') lane.push('c')
      },
      { onIdle: () => calls.push(`quiet ${lane.isStarting()}`) },
    )
    lane.pushAll(['a', 'b'])
    expect(calls).toEqual(['a true', 'b true', 'quiet false'])
  })

  test('starts what there is room for, and the next one when another has ended', () => {
    const started: string[] = []
    const lane = createLane<string>(2, (entry) => void started.push(entry))
    for (const entry of ['a', 'b', 'c', 'd']) lane.push(entry)
    expect(started).toEqual(['a', 'b'])
    lane.release()
    expect(started).toEqual(['a', 'b', 'c'])
    lane.release()
    lane.release()
    lane.push('e')
    expect(started).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test.each([0, -1, Number.NaN, 0.5])(
    'with the limit %d still starts one at a time, so that nothing hangs',
    (limit) => {
      const started: number[] = []
      const lane = createLane<number>(limit, (entry) => void started.push(entry))
      lane.push(1)
      lane.push(2)
      expect(started).toEqual([1])
      lane.release()
      expect(started).toEqual([1, 2])
    },
  )

  test('processes 100,000 entries that each end immediately and push the next, without growing the stack', () => {
    let count = 0
    const lane = createLane<number>(1, (entry) => {
      count++
      if (entry > 0) lane.push(entry - 1)
      lane.release()
    })
    lane.push(100_000)
    expect(count).toBe(100_001)
  })

  test('returns its waiting entries, in order, and starts none of them', () => {
    const started: string[] = []
    const lane = createLane<string>(1, (entry) => void started.push(entry))
    for (const entry of ['a', 'b1', 'c', 'b2']) lane.push(entry)
    expect(lane.drain((entry) => entry.startsWith('b'))).toEqual(['b1', 'b2'])
    lane.release()
    lane.release()
    expect(started).toEqual(['a', 'c'])
    expect(lane.drain(() => true)).toEqual([])
  })

  test('can be emptied by an entry that starts: the entries behind it do not start', () => {
    const started: string[] = []
    const drained: string[] = []
    const lane = createLane<string>(9, (entry) => {
      started.push(entry)
      if (entry === 'first') for (const next of ['a', 'stop', 'b']) lane.push(next)
      if (entry === 'stop') drained.push(...lane.drain(() => true))
    })
    lane.push('first')
    lane.push('later')
    expect({ started, drained }).toEqual({ started: ['first', 'a', 'stop', 'later'], drained: ['b'] })
  })

  test('starts each entry once, in order, never more than its limit at the same time', () => {
    const moves = fc.array(fc.constantFrom('push', 'end', 'drop odd'), { maxLength: 60 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), moves, (limit, steps) => {
        const started: number[] = []
        const dropped: number[] = []
        let underWay = 0
        let pushed = 0
        const lane = createLane<number>(limit, (entry) => {
          started.push(entry)
          underWay++
          expect(underWay).toBeLessThanOrEqual(limit)
        })
        const finish = (): void => {
          underWay--
          lane.release()
        }
        for (const step of steps)
          if (step === 'push') lane.push(pushed++)
          else if (step === 'drop odd') dropped.push(...lane.drain((entry) => entry % 2 === 1))
          else if (underWay > 0) finish()
        while (underWay > 0) finish()
        expect(started).toEqual(started.toSorted((a, b) => a - b))
        expect([...started, ...dropped].toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: pushed }, (_, n) => n),
        )
      }),
    )
  })
})
