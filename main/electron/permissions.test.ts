import { expect, test } from 'vitest'
import { denyPermissions } from './permissions.ts'
import { createFakeElectron } from './testing/fakeElectron.ts'

const permissions = [
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'media',
  'mediaKeySystem',
  'midi',
  'notifications',
  'openExternal',
  'pointerLock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'unknown',
]
const addresses = ['app://patchbay/', 'app://patchbay', 'https://example.org/', 'app://patchbay.evil/', '']

test('the only granted permission is writing to the clipboard, for our own page', () => {
  const { electron, session } = createFakeElectron()
  denyPermissions(electron.session)
  const granted = permissions.flatMap((permission) =>
    addresses.flatMap((requestingUrl) => {
      let answer = false
      session.request?.({}, permission, (given) => (answer = given), { requestingUrl })
      const checked = session.check?.({}, permission, requestingUrl) ?? false
      return answer || checked ? [[permission, requestingUrl, answer, checked]] : []
    }),
  )
  expect(granted).toEqual([
    ['clipboard-sanitized-write', 'app://patchbay/', true, true],
    ['clipboard-sanitized-write', 'app://patchbay', true, true],
  ])
  expect(session.device?.()).toBe(false)
})

test('a foreign page is granted nothing', () => {
  const { electron, session } = createFakeElectron()
  denyPermissions(electron.session)
  let answer = true
  const details = { requestingUrl: 'app://patchbay/' }
  session.request?.(null, 'clipboard-sanitized-write', (given) => (answer = given), details)
  expect(answer).toBe(false)
})
