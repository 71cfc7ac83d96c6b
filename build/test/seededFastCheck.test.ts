import * as fc from 'fast-check'
import { expect, test } from 'vitest'

test('property tests draw the same cases in every run, unless another seed is set', () => {
  expect(fc.readConfigureGlobal()).toEqual({ seed: Number(process.env['PATCHBAY_TEST_SEED'] ?? 20_261_129) })
  const draw = (): readonly number[] => fc.sample(fc.integer(), 5)
  expect(draw()).toEqual(draw())
})
