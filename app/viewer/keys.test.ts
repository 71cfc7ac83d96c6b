import { expect, test } from 'vitest'
import { actFor } from './keys.ts'

const none = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }

test.each([
  [{ key: 'ArrowRight' }, 'next'],
  [{ key: 'ArrowRight', shiftKey: true }, 'pan right'],
  [{ key: '+', shiftKey: true }, 'zoom in'],
  [{ key: '=' }, 'zoom in'],
  [{ key: '0' }, 'fit'],
  [{ key: '1' }, 'whole'],
  [{ key: 'C', shiftKey: true }, 'compare'],
  [{ key: '0', ctrlKey: true }, null],
  [{ key: 'c', metaKey: true }, null],
  [{ key: 'Tab' }, null],
])('%j means %s', (pressed, act) => {
  expect(actFor({ ...none, ...pressed }, false)).toBe(act)
})

test.each([
  [{ key: ' ' }, 'play', null],
  [{ key: ',' }, 'frame back', null],
  [{ key: '.' }, 'frame on', null],
  [{ key: '<', shiftKey: true }, 'slower', null],
  [{ key: 'L', shiftKey: true }, 'loop', null],
  [{ key: 'm' }, 'mute', null],
  [{ key: 'ArrowRight', shiftKey: true }, 'seek on', 'pan right'],
  [{ key: 'ArrowRight' }, 'next', 'next'],
])('%j means %s for a video, and %s for a picture', (pressed, forVideo, forPicture) => {
  expect([true, false].map((plays) => actFor({ ...none, ...pressed }, plays))).toEqual([forVideo, forPicture])
})
