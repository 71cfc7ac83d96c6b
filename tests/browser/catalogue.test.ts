import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe } from 'vitest'
import { createCatalogue, publish } from '#main/host/catalogue/catalogue.ts'
import { createCachedCatalogue } from '#main/library/cachedCatalogue.ts'
import { openDatabase } from '#main/library/database.ts'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import type { Json } from '#shared/ports/value.ts'
import { silentLog } from '#shared/services.ts'
import { expect, test } from './fixtures.ts'
import { makeEdge, makeNode } from './editorPage.ts'
import { isSavedAs } from './library.ts'

const lantern: Endpoint = {
  engine: 'acme',
  modelId: 'lantern/pro',
  title: 'Lantern Pro',
  category: 'Text to image',
  input: {
    properties: {
      prompt: { type: 'string', title: 'Prompt' },
      glow: { type: 'number', title: 'Glow', minimum: 0, maximum: 1, default: 0.5 },
    },
    required: ['prompt'],
  },
  outputs: ['image'],
}
const TYPE = 'acme/lantern/pro'
const { sha256 } = publish(lantern)
// The cast: as a file has it.
const carried = JSON.parse(JSON.stringify(lantern)) as Json

/** Stores the catalogue of an engine that the product does not know, before a host opens the library. */
function storeCatalogue(home: string): void {
  const database = openDatabase({ home, writer: true })
  createCatalogue({
    types: [],
    endpoints: [],
    cached: createCachedCatalogue(database),
    now: () => 0,
    log: silentLog,
  }).replace('acme', [{ endpoint: lantern }])
  database.close()
}

describe('the catalogue', () => {
  test('the search for nodes names the engine of each model', async ({ openEditorPage }) => {
    const { page } = await openEditorPage({ nodes: [makeNode('words', 'text', -340, 0)] })
    await page.keyboard.press('Shift+A')
    for (const [words, option] of [
      ['wan 2', 'Image to video, Wan 2.1, fal'],
      ['turbo lora', 'Text to image with LoRA, Z-Image Turbo, RunComfy'],
      ['blur', 'Blur image, Image'],
    ] as const) {
      await page.getByRole('combobox', { name: 'Add a node' }).fill(words)
      await expect(page.getByRole('option', { name: option, exact: true })).toBeVisible()
    }
  })

  test('a node of a stored catalogue is found, placed by a fast Enter, and saved with its schema', async ({
    editor,
    openEditorPage,
  }) => {
    storeCatalogue(editor.home)
    const { page, read } = await openEditorPage({ nodes: [makeNode('words', 'text', -340, 0)] })
    await page.keyboard.press('Shift+A')
    await page.keyboard.type('lantern')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await read()).nodes.at(-1)?.type).toBe(TYPE)
    const card = page.getByRole('group', { name: 'Lantern Pro' })
    await expect(card.getByText('Glow')).toBeVisible()
    await page.keyboard.press('Control+s')
    await isSavedAs(page, 'Desk')
    const file = join(editor.home, 'workflows', 'Desk.patchbay.json')
    const text = await readFile(file, 'utf8')
    const writtenAt = async (): Promise<number> => (await stat(file)).mtimeMs
    const before = await writtenAt()
    expect(JSON.parse(text)).toMatchObject({ schemas: { [sha256]: lantern } })
    // Saved once more: the same bytes.
    await page.keyboard.press('Control+s')
    await expect.poll(writtenAt).not.toBe(before)
    expect(await readFile(file, 'utf8')).toBe(text)
  })

  test('a workflow whose endpoint no catalogue has is shown by what it carries, and does not run', async ({
    openEditorPage,
  }) => {
    const { page, card, cables } = await openEditorPage({
      nodes: [
        makeNode('words', 'text', -340, 0, { values: { text: 'a boat' } }),
        { ...makeNode('paint', 'text', 60, 0, { values: { glow: 0.25 } }), type: TYPE },
      ],
      edges: [makeEdge('words.text > paint.prompt')],
      schemas: { [sha256]: carried },
    })
    await expect(page.getByRole('group', { name: 'paint, Text to image, Lantern Pro' })).toBeVisible()
    await expect(card('paint').getByText('Glow')).toBeVisible()
    await expect(card('paint').getByText('Unknown node type.')).toHaveCount(0)
    expect(await cables()).toEqual(['words.text > paint.prompt'])
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(page.getByText(/Nothing was run: paint: is known only from this file/).first()).toBeVisible()
  })
})
