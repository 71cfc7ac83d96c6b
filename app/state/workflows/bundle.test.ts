import { expect, test } from 'vitest'
import { sizeText } from './bundle.ts'

test.each([
  [17 * 2 ** 20, ''],
  [17 * 2 ** 20 + 1, 'It has 18 MiB: it is opened with patchbay import, and not by dropping it here.'],
])(
  'for a packed run with %i bytes it is explained how to open it, if it cannot be dropped',
  (bytes, text) => {
    expect(sizeText(bytes)).toBe(text)
  },
)
