import { expect, test } from 'vitest'
import type { Gap } from '#shared/run/gap.ts'
import { gapReason } from './gapText.ts'

const gap: Gap = { item: '1', of: 's', error: { code: 'job.refused', message: 'No.' }, positions: {} }

test('a missing item names the node that failed for it, and says if it is only held back', () => {
  expect([gapReason(gap, 'Shot'), gapReason(gap, ''), gapReason({ ...gap, unpaired: true }, 'Shot')]).toEqual(
    ['Shot: No.', 's: No.', 'Held back, because what belongs to it is not known. Shot: No.'],
  )
})
