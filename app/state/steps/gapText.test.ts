import { expect, test } from 'vitest'
import type { Gap } from '#shared/run/gap.ts'
import { gapReason, gapTitle } from './gapText.ts'

const gap: Gap = { item: '1', of: 's', error: { code: 'job.refused', message: 'No.' }, positions: {} }
const held: Gap = { ...gap, unpaired: true }

test('a missing item is named as people count, with the node that failed for it', () => {
  expect([gapTitle(gap), gapReason(gap, 'Shot'), gapReason(gap, '')]).toEqual([
    'Item 2 is missing',
    'Shot: No.',
    's: No.',
  ])
})

test('one that is only held back says so', () => {
  expect([gapTitle(held), gapReason(held, 'Shot')]).toEqual([
    'Item 2 is held back',
    'What belongs to it is not certain. Shot: No.',
  ])
})
