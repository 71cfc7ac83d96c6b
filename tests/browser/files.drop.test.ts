import { describe } from 'vitest'
import { readDrafts } from './editor.ts'
import { makeNode } from './editorPage.ts'
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

  test('of pictures places them beside each other, as one undo step', async ({ editor }) => {
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

  test('of many pictures makes a grid, which is framed; of two on a card, the second gets a card of its own', async ({
    openEditorPage,
  }) => {
    const { page, read, card } = await openEditorPage({ nodes: [makeNode('load', 'load-image', 0, 0)] })
    const box = await card('load').boundingBox()
    const onCard = { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 12 }
    await dropFiles(page, [pictureOf('red.png'), pictureOf('blue.png', 9)], onCard)
    await expect.poll(async () => (await read()).nodes.length).toBe(2)
    const values = async () => (await read()).nodes.map((node) => node.values?.['image'] !== undefined)
    expect(await values()).toEqual([true, true])
    await page.keyboard.press('Control+z')
    await expect.poll(values).toEqual([false])
    const many = Array.from({ length: 20 }, (_, index) => pictureOf(`p${index}.png`, 8 + index))
    await dropFiles(page, many, { x: 900, y: 300 })
    await expect.poll(async () => (await read()).nodes.length).toBe(21)
    const added = (await read()).nodes.slice(1).map(({ position }) => position)
    expect(new Set(added.map(({ x }) => x)).size).toBeGreaterThan(3)
    await expect(page.locator('.selected > [data-card]')).toHaveCount(20)
    const pane = await page.locator('.react-flow').boundingBox()
    const bottoms = async () =>
      Math.max(
        ...(await Promise.all(
          (await page.locator('.selected > [data-card]').all()).map(async (one) => {
            const at = await one.boundingBox()
            return (at?.y ?? Infinity) + (at?.height ?? 0)
          }),
        )),
      )
    await expect.poll(bottoms).toBeLessThan((pane?.y ?? 0) + (pane?.height ?? 0))
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
