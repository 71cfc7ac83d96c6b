import { expect, test } from 'vitest'
import { windowOptions } from './windowOptions.ts'

test('a window has everything off that a page has no need of', () => {
  const { webPreferences, show } = windowOptions(
    { bounds: { width: 900, height: 700 }, maximized: false },
    '/app/preload.cjs',
    true,
  )
  expect(show).toBe(false)
  expect(webPreferences).toEqual({
    preload: '/app/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
  })
})
