import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createCatalogue } from '#main/host/catalogue/catalogue.ts'
import { servedEndpoints } from '#main/host/engines/servedEndpoints.ts'
import { createCachedCatalogue } from '#main/library/cachedCatalogue.ts'
import { openDatabase } from '#main/library/database.ts'
import { startPractice } from '#main/practice/practice.ts'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import { silentLog } from '#shared/services.ts'
import { makeFolder, runCli, stackTrace } from './runCli.ts'
import { fileOf } from './workflows.ts'

// A run is killed, and its engine publishes other schemas before it is resumed.

const endpoint = (name: string, input: Endpoint['input']): Endpoint => ({
  engine: 'runcomfy',
  modelId: `acme/${name}`,
  title: name,
  category: 'Text to image',
  input,
  outputs: ['image'],
})
const words = { type: 'string' }
const number = (value: number) => ({ type: 'number', default: value })

const before = [
  endpoint('paint', { properties: { prompt: words, glow: number(0.5) }, required: ['prompt'] }),
  endpoint('repaint', {
    properties: { image_url: words, prompt: words, strength: number(0.5) },
    required: ['image_url', 'prompt'],
  }),
]
/** Other defaults, and an input without which nothing runs. */
const after = [
  endpoint('paint', {
    properties: { prompt: words, glow: number(0.9), style: words },
    required: ['prompt', 'style'],
  }),
  endpoint('repaint', {
    properties: { image_url: words, prompt: words, strength: number(0.9), style: words },
    required: ['image_url', 'prompt', 'style'],
  }),
]

const flow = fileOf(
  [
    { id: 'first', type: 'runcomfy/acme/paint', values: { prompt: 'a lamp' } },
    { id: 'second', type: 'runcomfy/acme/repaint', values: { prompt: 'at night' } },
    { id: 'third', type: 'runcomfy/acme/repaint', values: { prompt: 'in fog' } },
  ],
  ['first.image > second.image_url', 'second.image > third.image_url'],
)

function publish(folder: string, endpoints: readonly Endpoint[]): void {
  const database = openDatabase({ home: join(folder, 'home'), writer: true })
  createCatalogue({
    types: [],
    endpoints: [],
    cached: createCachedCatalogue(database),
    now: () => 0,
    log: silentLog,
  }).replace(
    'runcomfy',
    endpoints.map((one) => ({ endpoint: one })),
  )
  database.close()
}

/** Kills the run while the job of its second node waits at the engine; its first one is done. */
async function killed() {
  const practice = await startPractice({ endpoints: servedEndpoints(before), pace: 'fast', token: 'key' })
  onTestFinished(() => practice.close())
  practice.hold({ state: 'in_queue', model: 'acme/repaint' })
  const folder = await makeFolder({ 'flow.json': flow })
  publish(folder, before)
  const env = { PATCHBAY_API_URL: practice.url, RUNCOMFY_API_TOKEN: 'key' }
  const args = ['run', 'flow.json', '--engine', 'runcomfy', '--json']
  let run = ''
  const { code } = await runCli(args, {
    cwd: folder,
    env,
    onEvent(event, _, kill) {
      if (event.type === 'run.started') run = String(event['run'])
      if (event.type === 'step.progress' && event['node'] === 'second' && event['requestId'] !== undefined)
        kill()
    },
  })
  expect([code, practice.ledger.map(({ modelId }) => modelId)]).toEqual([
    null,
    ['acme/paint', 'acme/repaint'],
  ])
  const resume = () => runCli(['resume', run], { cwd: folder, env })
  return { practice, folder, resume, command: (...more: string[]) => runCli(more, { cwd: folder, env }) }
}

test('goes on with the schemas that it began with, and pays for no job again', async () => {
  const { practice, folder, resume } = await killed()
  publish(folder, after)
  practice.release()
  const { code, stderr } = await resume()
  expect(stderr).not.toMatch(stackTrace)
  expect(code).toBe(0)
  expect(practice.ledger.map(({ modelId, input }) => [modelId, { ...input, image_url: undefined }])).toEqual([
    ['acme/paint', { prompt: 'a lamp', glow: 0.5 }],
    ['acme/repaint', { prompt: 'at night', strength: 0.5 }],
    ['acme/repaint', { prompt: 'in fog', strength: 0.5 }],
  ])
})

test('does not go on if its engine has the model no more, says so, and loses nothing', async () => {
  const { practice, folder, resume, command } = await killed()
  publish(folder, [])
  practice.release()
  const refused = await resume()
  expect(refused.stderr).not.toMatch(stackTrace)
  expect([refused.code, practice.ledger.length]).toEqual([65, 2])
  expect(refused.stderr).toContain('no catalogue here has this model')
  publish(folder, before)
  expect((await resume()).code).toBe(0)
  expect(practice.ledger).toHaveLength(3)
  expect((await command('runs')).stdout).toContain('done')
})
