import { expect, test } from 'vitest'
import joinText from './joinText.ts'
import { createBench } from './testing/runNode.ts'

test.each([
  [{ first: 'a boat', second: 'at dusk' }, 'a boat at dusk'],
  [{ first: 'a boat', second: 'at dusk', separator: ', ' }, 'a boat, at dusk'],
  [{ first: 'a boat', second: 'at dusk', separator: '' }, 'a boatat dusk'],
  [{ first: 'a boat', second: '', separator: ', ' }, 'a boat'],
  [{ first: '', second: 'at dusk', separator: ', ' }, 'at dusk'],
  [{}, ''],
])('%o is joined to %j', async (inputs, joined) => {
  expect(await createBench().run(joinText, inputs)).toEqual({ text: joined })
})
