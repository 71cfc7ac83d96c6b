import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../platform/testing/testFolder.ts'
import { saveWindowState, readWindowState } from './windowState.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const usual = { bounds: { width: 1440, height: 900 }, maximized: false }

test('a window opens at its last position', async () => {
  const path = join(testFolder(), 'window.json')
  const bounds = { x: 100, y: 50, width: 1000, height: 700 }
  await saveWindowState(path, bounds, true)
  expect(readWindowState(path, [screen])).toEqual({ bounds, maximized: true })
})

test.each([
  ['far to the right', { x: 1900, y: 50 }],
  ['far to the left', { x: -990, y: 50 }],
  ['above', { x: 100, y: -20 }],
  ['below', { x: 100, y: 1060 }],
])(
  'a window whose title bar is %s of every screen keeps its size and gets another position',
  async (_, position) => {
    const path = join(testFolder(), 'window.json')
    await saveWindowState(path, { ...position, width: 1000, height: 700 }, false)
    expect(readWindowState(path, [screen])).toEqual({
      bounds: { width: 1000, height: 700 },
      maximized: false,
    })
  },
)

test.each(['', '{', '[]', '{"bounds":{"x":0,"y":0,"width":1,"height":1},"maximized":false}'])(
  'an invalid file is ignored: %s',
  (text) => {
    const path = join(testFolder(), 'window.json')
    writeFileSync(path, text)
    expect(readWindowState(path, [screen])).toEqual(usual)
  },
)
