import { expect, test } from 'vitest'
import { refusedText } from './openFiles.ts'

test('files of one drop that cannot be used are one message, however many', () => {
  expect(refusedText(['a.exe is no image.'])).toBe('a.exe is no image.')
  expect(refusedText(['a is no image.', 'b is empty.'])).toBe(
    '2 of the files cannot be used:\n• a is no image.\n• b is empty.',
  )
  const eleven = Array.from({ length: 11 }, (_, at) => `${at} is empty.`)
  expect(refusedText(eleven).split('\n').at(-1)).toBe('And 7 more.')
})
