import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { checkSize } from './size.ts'

test('a picture may have 32 megapixels and no more', () => {
  expect(() => checkSize({ width: 8000, height: 4000 })).not.toThrow()
  expect(() => checkSize({ width: 8001, height: 4000 })).toThrow(
    new AppError(
      'picture.large',
      'The result would have 8001 × 4000 pixels; at most 32 megapixels can be made.',
    ),
  )
})
