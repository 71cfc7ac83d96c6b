import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createAssets } from '#main/assets/assets.ts'
import { preparePicture } from '#main/assets/preparePicture.ts'
import { secret } from '#main/assets/testing/photos.ts'
import { taggedFiles } from '#main/assets/testing/taggedFiles.ts'
import runcomfy from '#main/engines/runcomfy/engine.ts'
import { createJobs } from '#main/jobs/createJobs.ts'
import { createMemoryJobStore } from '#main/jobs/jobStore.ts'
import { createClock } from '#main/platform/clock.ts'
import { createOutgoing } from '#main/uploads/createOutgoing.ts'
import { endpoints } from '#nodes/endpoints.ts'
import { makeFolder } from '../cli/runCli.ts'
import { runCliInProcess } from '../cli/runCliInProcess.ts'
import { fileOf } from '../cli/workflows.ts'
import { bodyOf } from './engineRun.ts'
import { published } from './fal/schemas.ts'
import type { Documented } from './fal/schemas.ts'
import { startStrictFal } from './fal/server.ts'
import { startStrict } from './server.ts'

// The films and sounds that an engine receives, from a file beside the workflow to the bytes that arrive.

const files = [
  ['film.mp4', 'MP4', 'video_url'],
  ['film.mov', 'MOV', 'video_url'],
  ['film.webm', 'WebM', 'video_url'],
  ['sound.mp3', 'MP3', 'audio_url'],
  ['sound.wav', 'WAV', 'audio_url'],
  ['sound.flac', 'FLAC', 'audio_url'],
] as const

const bytesOf = async (name: string): Promise<Buffer> =>
  Buffer.from((await taggedFiles[name]?.()) ?? new Uint8Array())

/** No page of fal that is built in takes a film or a sound. */
const restyle: Documented = {
  category: 'video-to-video',
  output: 'video',
  unit: 'videos',
  input: {
    type: 'object',
    required: ['prompt'],
    properties: {
      prompt: { type: 'string' },
      video_url: { type: 'string' },
      audio_url: { type: 'string' },
    },
    additionalProperties: false,
  },
}

test('fal receives films and sounds without their place, camera and texts', async () => {
  const key = 'fal-test-31c0de'
  const schemas = new Map([...published, ['fal-ai/restyle', restyle]])
  const fal = await startStrictFal({ key, schemas, completeAfterPolls: 1 })
  onTestFinished(() => fal.close())
  const nodes = files.map(([file, , field]) => ({
    id: file.replace('.', '-'),
    type: 'fal/fal-ai/restyle',
    values: { prompt: file, [field]: { file } },
  }))
  const contents = await Promise.all(files.map(async ([file, name]) => [file, await bytesOf(name)] as const))
  const folder = await makeFolder({ ...Object.fromEntries(contents), 'flow.json': fileOf(nodes) })
  const patchbay = (...args: readonly string[]) =>
    runCliInProcess(args, { cwd: folder, env: { PATCHBAY_FAL_URL: fal.url, FAL_KEY: key } })
  expect((await patchbay('catalogue', 'fal')).code).toBe(0)
  const run = ['run', join(folder, 'flow.json'), '--live', '--json', '--out', join(folder, 'out')]
  const { code, stderr } = await patchbay(...run)
  expect({ code, stderr, violations: fal.violations }).toMatchObject({ code: 0, violations: [] })

  const submits = fal.requests.filter(({ kind }) => kind === 'submit')
  expect(submits.length).toBe(files.length)
  for (const submit of submits) {
    // The cast: the server has found it to be an object.
    const { prompt, video_url: film, audio_url: sound } = submit.body as Readonly<Record<string, unknown>>
    const arrived = Buffer.from(await (await fetch(String(film ?? sound))).arrayBuffer())
    const source = contents.find(([file]) => file === prompt)?.[1]
    expect([prompt, arrived.length, arrived.includes(secret)]).toEqual([prompt, source?.length, false])
  }
})

test('RunComfy receives them so in the request itself', async () => {
  const token = 'rc-test-31c0de'
  const strict = await startStrict({ token })
  onTestFinished(() => strict.close())
  const folder = await makeFolder({})
  const assets = createAssets({
    home: folder,
    workflowFolder: folder,
    download: async () => new Uint8Array(),
  })
  const clock = createClock()
  const connection = await runcomfy.connect({ base: new URL(strict.url), token: () => token, clock })
  const jobs = createJobs({
    client: connection.client,
    egress: connection,
    assets,
    outgoing: createOutgoing({ assets, maxBytes: Infinity, elsewhere: preparePicture }),
    store: createMemoryJobStore(),
    clock,
    random: () => 0.5,
    newId: randomUUID,
    engine: 'runcomfy',
    account: 'account',
    stopsRunningJobs: 'nothing',
    title: runcomfy.title,
    limits: runcomfy.media,
  })
  onTestFinished(async () => {
    await jobs.close()
    connection.close()
  })
  const endpoint = endpoints.find(({ engine }) => engine === 'runcomfy')
  if (endpoint === undefined) throw new Error('there is no endpoint')
  for (const [file, name, field] of files) {
    const bytes = await bytesOf(name)
    const kind = field === 'video_url' ? 'video' : 'audio'
    const media = await assets.put(bytes, kind, { from: 'file', name: file })
    const request = {
      endpoint,
      input: { prompt: file, [field]: media },
      run: 'run',
      node: 'node',
      item: '0' as const,
    }
    // None of its pages takes one: the server refuses the field, after it has received it.
    await expect(
      jobs.run(request, { signal: new AbortController().signal, onUpdate: () => {} }),
    ).rejects.toMatchObject({ code: 'job.refused' })
    const submit = strict.requests.findLast((each) => each.kind === 'submit')
    const text = String(bodyOf(submit)[field])
    const arrived = Buffer.from(text.replace(/^data:[^,]*,/, ''), 'base64')
    expect([file, arrived.length, arrived.includes(secret)]).toEqual([file, bytes.length, false])
  }
})
