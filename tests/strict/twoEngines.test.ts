import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder, readEvents } from '../cli/runCli.ts'
import { runCliInProcess } from '../cli/runCliInProcess.ts'
import { fileOf, turbo } from '../cli/workflows.ts'
import { published } from './fal/schemas.ts'
import { startStrictFal } from './fal/server.ts'
import { bodyOf } from './engineRun.ts'
import { startStrict } from './server.ts'

// One workflow on both engines, each against a strict server of its API.

const keys = { runcomfy: 'rc-test-9a1c44', fal: 'fal-test-77e0b2' }

test('a picture of RunComfy is animated by fal: each engine gets its own key, and nothing undocumented', async () => {
  const runcomfy = await startStrict({ token: keys.runcomfy, completeAfterPolls: 1 })
  const fal = await startStrictFal({ key: keys.fal, schemas: published, completeAfterPolls: 2 })
  onTestFinished(async () => {
    await runcomfy.close()
    await fal.close()
  })
  const nodes = [
    { id: 'draw', type: turbo(), values: { prompt: 'a harbour', image_size: 'square', seed: 1 } },
    { id: 'animate', type: 'fal/fal-ai/wan-i2v', values: { prompt: 'the waves move', seed: 2 } },
  ]
  const folder = await makeFolder({ 'flow.json': fileOf(nodes, ['draw.image > animate.image_url']) })
  const args = ['run', join(folder, 'flow.json'), '--live', '--json', '--out', join(folder, 'out')]
  const result = await runCliInProcess(args, {
    cwd: folder,
    env: {
      PATCHBAY_API_URL: runcomfy.url,
      RUNCOMFY_API_TOKEN: keys.runcomfy,
      PATCHBAY_FAL_URL: fal.url,
      FAL_KEY: keys.fal,
    },
  })
  expect({
    violations: [...runcomfy.violations, ...fal.violations],
    code: result.code,
    message: result.code === 0 ? '' : result.stderr,
  }).toEqual({ violations: [], code: 0, message: '' })
  for (const key of Object.values(keys)) expect(result.stdout + result.stderr).not.toContain(key)
  expect(readEvents(result).at(-1)).toMatchObject({
    type: 'run.finished',
    state: 'done',
    cost: expect.any(Number),
    outputs: { draw: { image: { kind: 'image' } }, animate: { video: { kind: 'video' } } },
  })
  // The picture is at RunComfy, which fal cannot know: it was uploaded, and its address was sent.
  const submit = fal.requests.find(({ kind }) => kind === 'submit')
  expect(fal.requests.map(({ kind }) => kind).slice(0, 3)).toEqual(['initiate', 'put', 'submit'])
  expect(submit?.body).toMatchObject({ image_url: expect.stringContaining(fal.url) })
  expect(bodyOf(runcomfy.requests.find(({ kind }) => kind === 'submit'))).toMatchObject({ seed: 1 })
})

test('the catalogue of fal becomes node types, without its key', async () => {
  const more = 'fal-ai/flux/krea'
  const like = published.get('fal-ai/flux/dev')
  const schemas = new Map([...published, ...(like === undefined ? [] : [[more, like] as const])])
  const fal = await startStrictFal({ key: keys.fal, schemas })
  onTestFinished(() => fal.close())
  const folder = await makeFolder({})
  const patchbay = (...args: readonly string[]) =>
    runCliInProcess(args, { cwd: folder, env: { PATCHBAY_FAL_URL: fal.url } })
  const fetched = await patchbay('catalogue', 'fal')
  expect([fetched.code, fetched.stdout.trim(), fal.violations]).toEqual([0, '6 models of fal', []])
  const { stdout } = await patchbay('nodes', '--json')
  const types = stdout.split('\n').filter((line) => line.includes('"type":"fal/'))
  expect(types.some((line) => line.includes(`fal/${more}`))).toBe(true)
  expect((await patchbay('catalogue', 'runcomfy')).code).not.toBe(0)
})
