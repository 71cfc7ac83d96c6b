import { expect, test } from 'vitest'

import { chooseHost } from './chooseHost.mjs'

const desk = { platform: 'linux', env: { DISPLAY: ':0' }, isRoot: false } as const

test.each([
  ['with a display', [], desk, 'desktop'],
  ['with Wayland', [], { ...desk, env: { WAYLAND_DISPLAY: 'wayland-0' } }, 'desktop'],
  ['on macOS', [], { ...desk, platform: 'darwin', env: {} }, 'desktop'],
  ['on Windows', ['a.patchbay.json'], { ...desk, platform: 'win32', env: {} }, 'desktop'],
  ['where it is asked for', ['--browser'], desk, 'browser'],
  ['with words of the browser host', ['--port', '1234'], desk, 'browser'],
  ['with a word of the browser host', ['--no-open'], desk, 'browser'],
  ['without a display', [], { ...desk, env: {} }, 'browser'],
  ['as root', [], { ...desk, isRoot: true }, 'browser'],
] as const)('%s the editor opens: %j', (_, words, world, host) => {
  expect(chooseHost({ words, ...world }).host).toBe(host)
})

test('who asked for a browser is told no reason, and who did not is', () => {
  expect(chooseHost({ ...desk, words: ['--browser', '--port', '1'] })).toEqual({
    host: 'browser',
    words: ['--port', '1'],
    why: null,
  })
  expect(chooseHost({ ...desk, env: {}, words: [] })).toEqual({
    host: 'browser',
    words: [],
    why: 'There is no display here, so the editor is served to a browser.',
  })
})
