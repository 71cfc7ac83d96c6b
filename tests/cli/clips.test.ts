import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { makeFolder, readEvents } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'
import { fileOf } from './workflows.ts'

const Finished = z.object({
  outputs: z.object({
    save: z.object({ videos: z.array(z.looseObject({ path: z.string(), duration: z.number() })) }),
  }),
})

/** Three seconds of VP9 and Opus. */
const tram = new URL('../browser/media/tram.webm', import.meta.url)

test('a video is cut, joined to itself and saved, and the run ends with its path and measures', async () => {
  const nodes = [
    { id: 'load', type: 'local/load-video', values: { video: { file: 'tram.webm' } } },
    { id: 'trim', type: 'local/trim-video', values: { start: 1.5, end: 2.5 } },
    { id: 'join', type: 'local/join-videos' },
    { id: 'save', type: 'local/save-video', values: { name: 'twice', folder: 'shots' } },
  ]
  const folder = await makeFolder({
    'flow.json': fileOf(nodes, [
      'load.video > trim.video',
      'load.video > join.videos',
      'trim.video > join.next',
      'join.video > save.videos',
    ]),
  })
  await copyFile(tram, join(folder, 'tram.webm'))
  const result = await runCliInProcess(['run', `${folder}/flow.json`, '--json', '--out', `${folder}/out`], {
    cwd: folder,
  })
  expect({ code: result.code, message: result.code === 0 ? '' : result.stderr }).toEqual({
    code: 0,
    message: '',
  })
  const events = readEvents(result)
  // It has a key frame in each second.
  const trimmed = events.find(({ type, node }) => type === 'step.done' && node === 'trim')
  expect(trimmed?.['notes']).toEqual([
    'It begins at 1.00 s, 0.50 s before the start that was set: the nearest place where it can be cut.',
  ])
  const { outputs } = Finished.parse(events.at(-1))
  const [saved] = outputs.save.videos
  expect(saved).toMatchObject({ kind: 'video', mime: 'video/webm', width: 256, height: 144, fps: 20 })
  expect(saved?.path).toBe(join(folder, 'out', 'shots', 'twice.webm'))
  expect(saved?.duration).toBeCloseTo(4.5, 1)
  expect((await readFile(saved?.path ?? '')).toString('hex', 0, 4)).toBe('1a45dfa3')
})
