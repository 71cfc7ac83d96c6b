import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeEdge, makeNode } from './editorPage.ts'
import { expect, test } from './fixtures.ts'

test.for([
  ['tram.webm', 4.5],
  ['tall.mp4', 2.9],
] as const)(
  'two halves of %s that are cut and joined play in the viewer, and can be seeked',
  async ([name, late], { editor, openEditorPage }) => {
    const folder = join(editor.home, 'workflows')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, name), await readFile(new URL(`media/${name}`, import.meta.url)))
    const { page, card, leave } = await openEditorPage({
      nodes: [
        makeNode('load', 'load-video', 0, 0, { values: { video: { file: name } } }),
        makeNode('trim', 'trim-video', 360, 0, { values: { start: 1 } }),
        makeNode('join', 'join-videos', 720, 0),
      ],
      edges: [
        makeEdge('load.video > trim.video'),
        makeEdge('load.video > join.videos'),
        makeEdge('trim.video > join.next'),
      ],
    })
    await leave()
    await page.keyboard.press('Control+Enter')
    await card('join').getByRole('button', { name: 'Open the video in the viewer' }).press('Enter')
    const position = page.getByRole('slider', { name: 'Position' })
    await expect(position).toBeEnabled()
    const ofVideo = (expression: string) => async (): Promise<unknown> =>
      page.evaluate(
        `((one) => ${expression})(document.querySelector('[role=dialog] video, [data-viewer] video'))`,
      )
    await position.fill(String(late))
    await expect
      .poll(
        ofVideo(
          `one.error === null && !one.seeking && Math.abs(one.currentTime - ${late}) < 0.05 && one.readyState >= 2`,
        ),
      )
      .toBe(true)
  },
)
