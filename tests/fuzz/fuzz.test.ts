import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { fuzz } from './fuzz.ts'

/** This many per test, so that a busy machine finishes too. */
const PARTS = 10
const INPUTS = 10_000

test.each(Array.from({ length: PARTS }, (_, part) => part))(
  'no random input makes a reader crash, take a second, or grow: part %d',
  async (part) => {
    const { crashes, slow, memory } = await fuzz(INPUTS, 1_000_000 + part * INPUTS, registry, () => {})
    expect({ crashes, slow }).toEqual({ crashes: [], slow: [] })
    expect(memory).toBeLessThan(512)
  },
)
