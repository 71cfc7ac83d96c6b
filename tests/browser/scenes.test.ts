import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeDraft } from '../../build/shoot/openStory.mjs'
import { showScene } from '../../build/shoot/showScene.mjs'
import { findMissing } from '../../build/shoot/signs.mjs'
import { stories } from '../../build/shoot/stories.mjs'
import type { Sign } from '../../build/shoot/signs.mjs'
import { expect, test } from './fixtures.ts'
import { HANGS } from './watchedContexts.ts'

/** One page shows all scenes of a story: the pictures of `npm run screenshots`, which this test does not take. */
test.for(stories)(
  'the scenes of “$name” show what their titles promise',
  async (story, { editor, engine }) => {
    if (story.workflow !== undefined) await writeDraft(editor.home, story.workflow)
    if (story.isLive === true) {
      await writeFile(join(editor.home, 'settings.json'), JSON.stringify({ mode: 'live', confirmAbove: 100 }))
      editor.use(engine.env)
    }
    const page = await editor.open({ viewport: { width: 1280, height: 800 } })
    const shown: string[] = []
    for (const scene of story.scenes) {
      await showScene(page, engine, scene, HANGS)
      shown.push(scene.name)
      await scene.leave?.(page, engine)
    }
    expect(shown).toEqual(story.scenes.map(({ name }) => name))
  },
)

test('a scene lacks what is absent, too few, outside the window, or not drawn', async ({ contexts }) => {
  const page = await (await contexts.open()).newPage()
  await page.setContent(`
    <main>
      <section data-card="one"><button>Run</button></section>
      <h2 style="position: absolute; left: 5000px">Outside</h2>
    </main>`)
  const there: readonly Sign[] = [
    { role: 'button', name: 'Run' },
    { role: 'button', name: /^R/, card: 'one', count: 1 },
    { role: 'main', text: 'Run' },
  ]
  const absent: readonly Sign[] = [
    { role: 'button', name: 'Run', card: 'two' },
    { role: 'button', name: 'Run', count: 2 },
    { role: 'main', text: 'Cancel' },
    { role: 'heading', name: 'Outside' },
  ]
  expect(await findMissing(page, [...there, ...absent])).toEqual([
    'button named Run on the card two',
    '2 × button named Run',
    'main with Cancel',
    'heading named Outside',
  ])
  await page.setContent('<img alt="Lost" src="data:image/png;base64,aaaa" width="40" height="40">')
  expect(await findMissing(page, [])).toEqual(['pictures that are drawn'])
})
