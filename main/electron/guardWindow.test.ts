import { expect, test } from 'vitest'
import { guardWindow, openOutside } from './guardWindow.ts'
import { createFakeElectron } from './testing/fakeElectron.ts'
import { createFakeWindow } from './testing/fakeWindow.ts'
import { preventable } from './testing/fakeEmitter.ts'

const strange = [
  'https://example.org/',
  'http://app/',
  'file:///etc/passwd',
  'app://patchbay.example.org/',
  'app://other/',
  'javascript:alert(1)',
  'data:text/html,x',
  'APP://patchbay/',
]

test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])(
  '%s never navigates to a foreign page',
  async (name) => {
    const { electron } = createFakeElectron()
    const { window, page } = createFakeWindow({})
    guardWindow(window.webContents, electron)
    const went: string[] = []
    for (const url of [...strange, 'app://patchbay/', 'app://patchbay/index.html']) {
      const event = preventable({ url })
      await page.happen(name, event)
      if (!event.prevented()) went.push(url)
    }
    expect(went).toEqual(['app://patchbay/', 'app://patchbay/index.html'])
  },
)

test('no guest is ever attached, and no other window opened', async () => {
  const { electron } = createFakeElectron({ answers: [1] })
  const { window, page, openWindow } = createFakeWindow({})
  guardWindow(window.webContents, electron)
  const event = preventable({})
  await page.happen('will-attach-webview', event)
  expect([event.prevented(), openWindow('https://example.org/'), openWindow('app://patchbay/')]).toEqual([
    true,
    { action: 'deny' },
    { action: 'deny' },
  ])
})

test.each([
  'http://example.org/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://example.org/share',
  'https://example.org@evil.example/',
  'patchbay://preview?workflow=AA',
  'https//',
  '',
])('%s is not opened outside, and the user is not asked', async (address) => {
  const { electron, calls, dialogs } = createFakeElectron()
  expect(await openOutside(address, electron)).toBe(false)
  expect([calls, dialogs]).toEqual([[], []])
})

test('an external link opens after the user has confirmed its host', async () => {
  const { electron, calls, dialogs } = createFakeElectron()
  expect(await openOutside('https://example.org/help', electron)).toBe(true)
  expect(dialogs).toMatchObject([{ message: 'Open example.org in your browser?', defaultId: 1 }])
  expect(calls).toEqual([['openExternal', 'https://example.org/help']])
})

test('a link that the user declines is not opened', async () => {
  const { electron, calls } = createFakeElectron({ answers: [1] })
  expect(await openOutside('https://example.org/', electron)).toBe(false)
  expect(calls).toEqual([])
})
