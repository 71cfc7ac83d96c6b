import { expect, test } from 'vitest'
import { windowOptions } from './windowOptions.ts'

test('a window has everything off that a page does not need', () => {
  const { webPreferences, show } = windowOptions(
    { bounds: { width: 900, height: 700 }, maximized: false },
    '/app/preload.cjs',
    true,
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
    devTools: false,
  })
})

test('its developer tools exist only during development', () => {
  const state = { bounds: { width: 900, height: 700 }, maximized: false }
  const devTools = (isPackaged: boolean) =>
    windowOptions(state, '/p', true, isPackaged).webPreferences?.devTools
  expect([devTools(true), devTools(false)]).toEqual([false, true])
})
