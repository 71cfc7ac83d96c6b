import { expect, test } from 'vitest'
import { localTypes as nodeTypes } from '#nodes/localTypes.ts'

// Nodes of the same name in other programs use other formulas: a user who compares must know which one this is.
test.each([
  ['local/adjust', ['sRGB values', 'Is added', '127.5', 'BT.601']],
  ['local/compare', ['Lanczos', 'on black or on white']],
  ['local/composite', ['source over', 'sRGB values', 'linearly']],
  ['local/crop', ['outside the picture is left away']],
  ['local/edge-map', ['Canny', 'BT.601']],
  ['local/image-grid', ['Lanczos', 'sRGB values']],
  ['local/mask-from-image', ['BT.601', 'sRGB values', 'on black', '0.5 is 128']],
  ['local/paint-mask', ['linearly']],
  [
    'local/resize',
    ['Lanczos with three lobes, up and down', 'sRGB values', 'under the middle', 'by its alpha'],
  ],
  ['local/save-image', ['whatever the quality', 'not encoded again']],
  ['local/text-on-image', ['Inter', 'fonts of this machine']],
  ['local/untile', ['linearly', 'sRGB values', 'by its alpha']],
])('the help of %s names its formula: %j', (name, words) => {
  const type = nodeTypes.find((one) => one.type === name)
  const help = [type?.help, ...Object.values(type?.inputs ?? {}).map((port) => port.help)].join(' ')
  expect(words.filter((one) => !help.includes(one))).toEqual([])
})
