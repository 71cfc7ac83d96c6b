import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import { makeEdge, makeNode } from './editorPage.ts'
import { watchRenders } from './renders.ts'

const nodes = Array.from({ length: 20 }, (_, index) =>
  makeNode(`n${index}`, 'join-text', (index % 5) * 340, Math.floor(index / 5) * 400, {
    values: { first: `Boats ${index}`, second: ' and trams' },
  }),
)
const edges = nodes.slice(1).map((_, index) => ({
  ...makeEdge(`n${index}.text > n${index + 1}.first`),
  id: `cable-${index}`,
}))
const workflow = { nodes, edges, viewport: { x: 300, y: 60, zoom: 0.5 } }

describe('a card', () => {
  test('renders again alone when its node goes through a run', async ({ openEditorPage }) => {
    const { page, card, title } = await openEditorPage(workflow)
    const renders = await watchRenders(page)
    await expect(page.locator('[data-card]')).toHaveCount(20)
    await title('n0').click()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Run to here')
    await renders.clear()
    await page.keyboard.press('Enter')
    await expect(card('n0').getByText('Boats 0 and trams')).toBeVisible()
    expect(await renders.read()).toEqual(['n0'])
  })

  test('is moved and does not render again while it is dragged', async ({ openEditorPage }) => {
    const { page, drag, title } = await openEditorPage(workflow)
    const renders = await watchRenders(page)
    await title('n6').click()
    await expect(page.locator('.react-flow__node.selected [data-card="n6"]')).toBeVisible()
    await renders.clear()
    const { x, y } = (await title('n6').boundingBox()) ?? { x: 0, y: 0 }
    await drag({ x: x + 20, y: y + 5 }, { x: x + 180, y: y + 65 })
    await expect.poll(async () => (await title('n6').boundingBox())?.x).toBeGreaterThan(x + 100)
    expect(await renders.read()).toEqual([])
  })
})

describe('cables', () => {
  test('are dimmed and highlighted without being rendered again', async ({ openEditorPage }) => {
    const { page, title, drag, leave, port } = await openEditorPage({
      ...workflow,
      // Two chains: the second begins at n10.
      edges: edges.filter(({ id }) => id !== 'cable-9'),
    })
    const renders = await watchRenders(page)
    await expect(page.locator('.cable[data-cable]:not(.through)')).toHaveCount(18)
    await renders.clear()
    await title('n2').click()
    await expect(page.locator('.cable[data-traced]:not(.through)')).toHaveCount(9)
    await expect(page.locator('[data-tracing] .cable:not([data-traced], .through)').first()).toHaveCSS(
      'opacity',
      '0.25',
    )
    await title('n12').hover()
    await expect(page.locator('.cable[data-lit]:not(.through)')).toHaveCount(9)
    await leave()
    await expect(page.locator('[data-tracing]')).toHaveCount(0)
    expect(await renders.readCables()).toEqual([])
    // A cable that is moved does render: the count is true.
    await drag(port('n1', 'input', 'first'), port('n1', 'input', 'second'))
    await expect.poll(() => renders.readCables()).toContain('cable-0')
  })
})
