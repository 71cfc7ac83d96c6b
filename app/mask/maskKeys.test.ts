import { expect, test } from 'vitest'
import type { MaskAct, MaskKey } from './maskKeys.ts'
import { maskAct } from './maskKeys.ts'

const press = (key: string, held: Partial<MaskKey> = {}): MaskKey => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

test.each<[string, MaskKey, MaskAct | null]>([
  ['X swaps brush and eraser', press('x'), { act: 'swap' }],
  ['also with capitals locked', press('X'), { act: 'swap' }],
  ['[ makes the brush narrower', press('[', { code: 'BracketLeft' }), { act: 'size', by: -1 }],
  ['] makes it wider', press(']', { code: 'BracketRight' }), { act: 'size', by: 1 }],
  [
    'with Shift it is harder',
    press('}', { code: 'BracketRight', shiftKey: true }),
    { act: 'hardness', by: 1 },
  ],
  ['brackets count by their place', press('ü', { code: 'BracketLeft' }), { act: 'size', by: -1 }],
  ['and by their sign elsewhere', press('[', { code: 'Digit8' }), { act: 'size', by: -1 }],
  ['3 is 30 % opacity', press('3'), { act: 'opacity', to: 30 }],
  ['0 is all of it', press('0'), { act: 'opacity', to: 100 }],
  ['Ctrl+0 shows the whole picture', press('0', { ctrlKey: true }), { act: 'fit' }],
  ['Ctrl+I inverts', press('i', { ctrlKey: true }), { act: 'invert' }],
  ['Ctrl+Z undoes', press('z', { ctrlKey: true }), { act: 'undo' }],
  ['Cmd+Shift+Z redoes', press('Z', { metaKey: true, shiftKey: true }), { act: 'redo' }],
  ['an arrow moves the crosshair', press('ArrowUp'), { act: 'move', dx: 0, dy: -1, distance: 'step' }],
  ['with Shift far', press('ArrowLeft', { shiftKey: true }), { act: 'move', dx: -1, dy: 0, distance: 'far' }],
  ['what is no key here is left alone', press('q'), null],
  ['nor is one with Alt', press('x', { altKey: true }), null],
  ['nor the name of what every object has', press('constructor'), null],
])('%s', (_, key, act) => {
  expect(maskAct(key)).toEqual(act)
})
