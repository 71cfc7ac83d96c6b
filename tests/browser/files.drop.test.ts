import { describe } from 'vitest'
import { readDrafts } from './editor.ts'
import { expect, test } from './fixtures.ts'
import type { DroppedFile } from './dropFiles.ts'
import { dropFiles, fileOf, pictureOf } from './dropFiles.ts'
import { cards, openExample, tabs, textOn } from './library.ts'

describe('a drop on the canvas', () => {
  test('of a workflow opens it in a tab of its own, named after the file and not saved', async ({
    editor,
  }) => {
    const page = await openExample(editor)
    const text = '{"format":"patchbay/workflow","version":1,"nodes":[],"edges":[]}'
    await dropFiles(page, [fileOf('Forest.patchbay.json', text)], { x: 700, y: 200 })
    await expect(tabs(page).getByRole('button', { name: 'Forest (not saved)', exact: true })).toBeVisible()
  })

  test('of pictures places them one below the other, as one undo step', async ({ editor }) => {
    const page = await openExample(editor)
    const before = await cards(page).count()
    await dropFiles(page, [pictureOf('red.png'), pictureOf('blue.png')], { x: 700, y: 150 })
    await expect(cards(page)).toHaveCount(before + 2)
    await expect(cards(page).filter({ hasText: 'red.png' })).toHaveCount(1)
    await expect.poll(() => readDrafts(editor)).toContain('local/load-image')
    await page.keyboard.press('Control+z')
    await expect(cards(page)).toHaveCount(before)
  })

  test('of a picture on a card that loads one replaces it', async ({ editor }) => {
    const page = await openExample(editor)
    await dropFiles(page, [pictureOf('red.png')], { x: 700, y: 150 })
    const card = cards(page).filter({ hasText: 'red.png' })
    await expect(card).toHaveCount(1)
    const count = await cards(page).count()
    const box = await card.boundingBox()
    await dropFiles(page, [pictureOf('blue.png', 9)], { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 12 })
    await expect(cards(page).filter({ hasText: 'blue.png' })).toHaveCount(1)
    await expect(cards(page)).toHaveCount(count)
  })

  test.for<readonly [string, DroppedFile, string | RegExp]>([
    ['no workflow', fileOf('Broken.json', '{"format":'), /^Broken cannot be opened: /],
    [
      'an unknown format',
      { name: 'thing.xyz', type: '', base64: Buffer.from([1, 2, 3, 250, 0]).toString('base64') },
      /^thing\.xyz is no picture .* A Load file node takes any file\.$/,
    ],
    [
      'no picture',
      fileOf('notes.txt', 'a few words'),
      /^notes\.txt is a text\. What can be dropped: pictures/,
    ],
    [
      'half a picture',
      { ...pictureOf('half.png'), base64: pictureOf('half.png').base64.slice(0, 60) },
      /half\.png/,
    ],
    ['nothing at all', fileOf('empty.png', ''), 'empty.png is empty.'],
  ])('of %s is refused by name, and changes nothing', async ([, file, words], { editor }) => {
    const page = await openExample(editor)
    const before = await cards(page).count()
    await dropFiles(page, [file], { x: 700, y: 150 })
    await expect(textOn(page, words)).toBeVisible()
    expect([await cards(page).count(), await tabs(page).getByRole('button').count()]).toEqual([before, 3])
  })

  test('of several bad files beside a good one takes the good one, and is one message', async ({
    editor,
  }) => {
    const page = await openExample(editor)
    const before = await cards(page).count()
    const bad = [fileOf('empty.png', ''), fileOf('notes.txt', 'a few words')]
    await dropFiles(page, [...bad, pictureOf('red.png')], { x: 700, y: 150 })
    await expect(textOn(page, /^2 of the files cannot be used:/)).toBeVisible()
    await expect(page.locator('[role=alertdialog]')).toHaveCount(1)
    await expect(cards(page)).toHaveCount(before + 1)
  })

  test('shows beforehand where it will go, and beside the canvas the page stays', async ({ editor }) => {
    const page = await openExample(editor)
    await dropFiles(page, [pictureOf('red.png')], { x: 700, y: 150 }, 'hover')
    await expect(page.getByText('Drop pictures to add them')).toBeVisible()
    const before = await cards(page).count()
    expect(await dropFiles(page, [pictureOf('red.png')], { x: 700, y: 20 })).toEqual({ prevented: true })
    expect(await cards(page).count()).toBe(before)
  })
})
