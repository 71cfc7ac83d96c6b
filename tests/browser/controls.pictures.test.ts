import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import { valueAt, walkTo } from './controlsPage.ts'
import { makeEdge, makeNode } from './editorPage.ts'
import type { DroppedFile } from './dropFiles.ts'
import { dropFiles, pictureOf } from './dropFiles.ts'

describe('a picture', () => {
  const nodes = [makeNode('load', 'load-image', 0, 0)]
  const file = ({ name, type, base64 }: ReturnType<typeof pictureOf>) => ({
    name,
    mimeType: type,
    buffer: Buffer.from(base64, 'base64'),
  })
  const asset = expect.objectContaining({ asset: expect.stringMatching(/^[0-9a-f]{64}$/) })

  test('is chosen, shown, cleared and undone', async ({ openEditorPage }) => {
    const editorPage = await openEditorPage({ nodes })
    const { page, card, leave } = editorPage
    const chosen = page.waitForEvent('filechooser')
    await card('load').getByRole('button', { name: 'Choose a file for Image' }).click()
    await (await chosen).setFiles(file(pictureOf('harbour.png')))
    await expect(card('load').getByRole('img', { name: 'Image' })).toBeVisible()
    await expect.poll(valueAt(editorPage, 'image')).toEqual(asset)
    await card('load').getByRole('button', { name: 'Clear Image' }).click()
    await expect.poll(valueAt(editorPage, 'image')).toBe(undefined)
    await leave()
    await page.keyboard.press('Control+z')
    await expect(card('load').getByRole('img', { name: 'Image' })).toBeVisible()
    await expect(card('load').getByRole('textbox')).toHaveCount(0)
  })

  test('is on its card once, before and after a run, and in its own proportions', async ({
    openEditorPage,
  }) => {
    const { page, card } = await openEditorPage({
      nodes: [...nodes, makeNode('show', 'preview', 400, 0)],
      edges: [makeEdge('load.image > show.value')],
    })
    const picture = card('load').getByRole('img')
    await page.locator('[data-card=load] input[type=file]').setInputFiles(file(pictureOf('harbour.png')))
    await expect(picture).toHaveCount(1)
    await page.keyboard.press('Control+Enter')
    await expect(card('show').getByRole('img')).toBeVisible()
    await expect(picture).toHaveCount(1)
    // `pictureOf` makes squares.
    await expect
      .poll(async () => {
        const box = await picture.boundingBox()
        return box === null ? null : Math.round(box.width - box.height)
      })
      .toBe(0)
  })

  test('is dropped on its control, and does not create a node there', async ({ openEditorPage }) => {
    const editorPage = await openEditorPage({ nodes })
    const { page, card, read } = editorPage
    const box = await card('load').getByRole('textbox').boundingBox()
    if (box === null) throw new Error('The field is not to be seen.')
    const { prevented } = await dropFiles(page, [pictureOf('harbour.png')], { x: box.x + 8, y: box.y + 8 })
    expect(prevented).toBe(true)
    await expect.poll(valueAt(editorPage, 'image')).toEqual(asset)
    expect((await read()).nodes).toHaveLength(1)
  })

  test('is pasted where the keyboard is, and typed text is an address or else a file', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage({ nodes })
    const { page, card } = editorPage
    const field = card('load').getByRole('textbox', { name: 'Address or file of Image' })
    await walkTo(page, field)
    await page.keyboard.type('harbour.png')
    await page.keyboard.press('Enter')
    await expect.poll(valueAt(editorPage, 'image')).toEqual({ file: 'harbour.png' })
    await page.keyboard.press('Control+a')
    await page.keyboard.type('https://pictures.example/a.png')
    await page.keyboard.press('Enter')
    await expect.poll(valueAt(editorPage, 'image')).toBe('https://pictures.example/a.png')
    const { base64 } = pictureOf('pasted.png')
    // As text: the tests have no DOM types.
    await page.evaluate(`(() => {
        const clipboardData = new DataTransfer()
        const bytes = Uint8Array.from(atob('${base64}'), (sign) => sign.charCodeAt(0))
        clipboardData.items.add(new File([bytes], 'pasted.png', { type: 'image/png' }))
        const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData })
        document.activeElement.dispatchEvent(event)
      })()`)
    await expect.poll(valueAt(editorPage, 'image')).toEqual(asset)
  })

  test.for<readonly [string, string, DroppedFile, RegExp]>([
    ['has too many pixels', 'large.png', pictureOf('large.png', 5700), /megapixel/i],
    [
      'is broken',
      'broken.png',
      { name: 'broken.png', type: 'image/png', base64: Buffer.from('no picture').toString('base64') },
      /broken|no picture|not .*picture/i,
    ],
  ])(
    'that %s is refused with a reason, and the previous value stays',
    async ([, name, given, message], { openEditorPage }) => {
      const editorPage = await openEditorPage({
        nodes: [makeNode('load', 'load-image', 0, 0, { values: { image: { file: 'a.png' } } })],
      })
      const { page, card } = editorPage
      const field = card('load').getByRole('textbox', { name: 'Address or file of Image' })
      await page.locator('[data-card=load] input[type=file]').setInputFiles(file({ ...given, name }))
      await expect(field).toHaveAccessibleDescription(message)
      expect(await valueAt(editorPage, 'image')()).toEqual({ file: 'a.png' })
    },
  )
})
