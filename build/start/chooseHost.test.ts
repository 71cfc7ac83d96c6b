import { expect, test } from 'vitest'

import { chooseHost } from './chooseHost.mjs'

const desktop = { platform: 'linux', env: { DISPLAY: ':0' }, isRoot: false } as const

test.each([
  ['with a display', [], desktop, 'desktop'],
  ['with Wayland', [], { ...desktop, env: { WAYLAND_DISPLAY: 'wayland-0' } }, 'desktop'],
  ['on macOS', [], { ...desktop, platform: 'darwin', env: {} }, 'desktop'],
  ['on Windows', ['a.patchbay.json'], { ...desktop, platform: 'win32', env: {} }, 'desktop'],
  ['where it is asked for', ['--browser'], desktop, 'browser'],
  ['with words of the browser host', ['--port', '1234'], desktop, 'browser'],
  ['with a word of the browser host', ['--no-open'], desktop, 'browser'],
  ['without a display', [], { ...desktop, env: {} }, 'browser'],
  ['as root', [], { ...desktop, isRoot: true }, 'browser'],
] as const)('%s the editor opens: %j', (_, args, environment, host) => {
  expect(chooseHost({ args, ...environment }).host).toBe(host)
})

test('a requested browser has no reason, and an automatic one has', () => {
  expect(chooseHost({ ...desktop, args: ['--browser', '--port', '1'] })).toEqual({
    host: 'browser',
    args: ['--port', '1'],
    why: null,
  })
  expect(chooseHost({ ...desktop, env: {}, args: [] })).toEqual({
    host: 'browser',
    args: [],
    why: 'There is no display here, so the editor is served to a browser.',
  })
})
