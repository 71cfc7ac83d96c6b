import { expect, test } from 'vitest'
import { browserCommand } from './openBrowser.ts'

const address = 'http://127.0.0.1:4000/#token=a'

test.each([
  ['darwin', {}, ['open', address]],
  ['win32', {}, ['rundll32', 'url.dll,FileProtocolHandler', address]],
  ['linux', { DISPLAY: ':0' }, ['xdg-open', address]],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, ['xdg-open', address]],
  ['linux', { DISPLAY: '' }, null],
  ['linux', {}, null],
] as const)('on %s with %j the browser is opened by %j', (platform, env, command) => {
  expect(browserCommand(address, platform, env)).toEqual(command)
})
