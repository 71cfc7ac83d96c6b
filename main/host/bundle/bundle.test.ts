import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { promptOf } from '#shared/comfyui/promptOf.ts'
import { writeTexts } from '#shared/picture/pictureTexts.ts'
import type { Media } from '#shared/ports/value.ts'
import { reduceRun } from '#shared/run/reduceRun.ts'
import type { Origin } from '#shared/services.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { openZip } from '../../bundle/archive/openZip.ts'
import { pack } from '../../bundle/archive/testing/pack.ts'
import { zlib } from '../../platform/zlib.ts'
import type { TestSession } from '../testing/testSession.ts'
import { testSession } from '../testing/testSession.ts'

const limits = { files: 10, fileBytes: 1e6, totalBytes: 1e7 }

const canary = 'sk-canary-0123456789'

const drawn = async (colour: string): Promise<Uint8Array> =>
  new Uint8Array(
    await sharp({ create: { width: 8, height: 6, channels: 3, background: colour } })
      .png()
      .toBuffer(),
  )

async function save(session: TestSession, colour: string, origin: Origin): Promise<Media> {
  return session.library.assets({ folder: session.home }).put(await drawn(colour), 'image', origin)
}

const asset = (media: Media): { readonly asset: string } => ({ asset: media.sha256 })

/** The same archive, in which the folders `up` lead out of it: no packer makes such names. */
const hostile = (archive: Buffer): Buffer =>
  Buffer.from(archive.toString('latin1').replaceAll('up/up/', '../../'), 'latin1')

/** A finished run: one input picture, one from an endpoint, one from a local node. */
async function pastRun(session: TestSession) {
  const given = await save(session, 'red', { from: 'file', name: '/home/me/cat.png' })
  const url = 'https://outputs.example/1.png?X-Amz-Signature=secret'
  const remote = await save(session, 'green', { from: 'job', requestId: 'req-1', url, at: 5 })
  const local = await save(session, 'blue', { from: 'node', type: 'local/crop' })
  const workflow = workflowOf(
    {
      load: { type: 'test/image', values: { image: asset(given) } },
      make: { type: 'test/pictures', values: { note: `the key is ${canary}`, api_key: 'other' } },
      cut: 'test/image',
    },
    [],
    'Harbour',
  )
  const { runs } = session.library
  runs.start({
    id: 'past',
    name: 'Harbour',
    accounts: { runcomfy: 'practice' },
    workflow: JSON.stringify(workflow),
    request: {
      mode: 'practice',
      only: null,
      targets: null,
      out: '/home/me/out',
      folder: session.home,
      pictures: [],
      concurrency: 1,
      fresh: false,
    },
    at: 100,
  })
  const done = { type: 'step.done', reused: true, cost: 0.5 } as const
  runs.record('past', {
    ...done,
    node: 'make',
    at: 110,
    outputs: { images: [{ ...remote, path: '/home/me/1.png' }], said: canary },
  })
  runs.record('past', { ...done, node: 'cut', at: 120, outputs: { image: local } })
  runs.finish('past', 'done', 0.5, 130)
  return { workflow, given, remote, local }
}

async function exported(session: TestSession) {
  const { path, removed } = await session.request('handover.export', { run: 'past' })
  return { path, removed, bytes: new Uint8Array(readFileSync(path)) }
}

test('a run as one file opens in another library with every picture, and nothing is run or charged for it', async () => {
  const mine = await testSession({ env: { RUNCOMFY_API_TOKEN: canary } })
  const { given, remote, local } = await pastRun(mine)
  const { bytes, path } = await exported(mine)
  expect([dirname(path), basename(path)]).toEqual([join(mine.home, 'pictures'), 'Harbour.patchbay.zip'])

  const theirs = await testSession()
  const taken = await theirs.request('handover.import', { upload: await theirs.upload(bytes) })
  expect(taken).toMatchObject({ name: 'Harbour', pictures: 3 })
  expect(readWorkflow(taken.text)).toMatchObject({ ok: true, readOnly: false })
  const { events, row } = await theirs.request('run.open', { run: taken.run })
  expect(row).toMatchObject({ name: 'Harbour', state: 'done', cost: null })
  const { make, cut } = reduceRun(null, events)?.steps ?? {}
  expect(make).toMatchObject({ phase: 'done', reused: false, outputs: { images: [remote], said: '[key]' } })
  expect(cut).toMatchObject({ phase: 'done', outputs: { image: local } })
  for (const { sha256 } of [given, remote, local])
    expect(await theirs.request('asset.open', { sha256 })).toMatchObject({ sha256, width: 8, height: 6 })
  expect(theirs.attached).toEqual([])
})

test('the missing items of a run keep their positions and reasons, without what an error knows besides its words', async () => {
  const mine = await testSession({ env: { RUNCOMFY_API_TOKEN: canary } })
  const { remote, local } = await pastRun(mine)
  const { runs } = mine.library
  const error = {
    code: 'job.refused' as const,
    message: `Not with ${canary}.`,
    data: { path: '/home/me', job: 'j' },
  }
  const gaps = [{ item: '1' as const, of: 'make', error, positions: { image: 1 } }]
  const held = { item: '2' as const, of: 'make', error, unpaired: true as const, positions: { image: 2 } }
  const ended = { at: 125, cost: 0.5 }
  runs.record('past', {
    ...ended,
    type: 'step.failed',
    node: 'make',
    error,
    items: [{ item: '1', error }],
    outputs: { image: [remote, null, local] },
    gaps,
  })
  runs.record('past', {
    ...ended,
    type: 'step.done',
    node: 'cut',
    outputs: { image: [local, null, null] },
    reused: false,
    fanned: true,
    gaps: [...gaps, held],
    got: { items: 1, of: 3, unpaired: 1 },
  })
  runs.finish('past', 'partial', 0.5, 130)
  const { bytes } = await exported(mine)
  const theirs = await testSession()
  const { run } = await theirs.request('handover.import', { upload: await theirs.upload(bytes) })
  const { events, row } = await theirs.request('run.open', { run })
  const plain = { code: 'job.refused', message: 'Not with [key].' }
  expect(row.state).toBe('partial')
  expect(reduceRun(null, events)?.steps).toMatchObject({
    make: {
      phase: 'failed',
      error: plain,
      items: [{ item: '1', error: plain }],
      outputs: { image: [remote, null, local] },
      gaps: [{ ...gaps[0], error: plain }],
    },
    cut: {
      phase: 'done',
      fanned: true,
      outputs: { image: [local, null, null] },
      gaps: [
        { ...gaps[0], error: plain },
        { ...held, error: plain },
      ],
      got: { items: 1, of: 3, unpaired: 1 },
    },
  })
  const steps = theirs.library.runs.steps(run)
  expect(JSON.stringify(steps)).not.toMatch(/canary|home/)
})

test('a file of a list that is not in the archive leaves its place, and says so', async () => {
  const mine = await testSession()
  const { remote, local } = await pastRun(mine)
  mine.library.runs.record('past', {
    type: 'step.done',
    node: 'make',
    at: 110,
    outputs: { images: [local, { ...remote, sha256: 'a'.repeat(64) }, remote] },
    reused: false,
    cost: null,
  })
  const { bytes } = await exported(mine)
  const theirs = await testSession()
  const { run } = await theirs.request('handover.import', { upload: await theirs.upload(bytes) })
  const { events } = await theirs.request('run.open', { run })
  expect(reduceRun(null, events)?.steps['make']).toMatchObject({
    outputs: { images: [local, null, remote] },
    gaps: [
      {
        item: '1',
        of: 'make',
        error: { code: 'file.unreadable', message: 'The file is not in the archive.' },
        positions: { images: 1 },
      },
    ],
  })
})

test('neither keys nor signatures nor local paths are in the file, and removed parts are listed', async () => {
  const session = await testSession({ env: { RUNCOMFY_API_TOKEN: canary } })
  await pastRun(session)
  const { bytes, removed } = await exported(session)
  const { entries } = await openZip(bytes, limits)
  const files = await Promise.all([...entries.values()].map((entry) => entry.read(1e6)))
  const text = files.map((file) => Buffer.from(file).toString('latin1')).join()
  expect(text).not.toMatch(/canary|secret|\/home\/me/)
  expect(removed).toEqual([
    { place: 'nodes[1].values.note', what: 'a key' },
    { place: 'nodes[1].values.api_key', what: 'a key or password' },
    { place: 'steps.make.outputs.said', what: 'a key' },
  ])
})

test('a missing picture is reported, and the rest is packed', async () => {
  const session = await testSession()
  const { workflow } = await pastRun(session)
  const [load] = workflow.nodes
  session.library.database.write(
    'UPDATE runs SET workflow = ? WHERE id = ?',
    JSON.stringify({ ...workflow, nodes: [{ ...load, values: { image: { file: 'gone.png' } } }] }),
    'past',
  )
  const { removed } = await exported(session)
  expect(removed.filter(({ place }) => place === 'gone.png')).toEqual([
    { place: 'gone.png', what: 'a picture that is not there any more' },
  ])
})

test('a run that is not over, or does not exist, is not packed', async () => {
  const session = await testSession()
  await expect(session.request('handover.export', { run: 'other' })).rejects.toMatchObject({
    code: 'input.invalid',
  })
})

test.each([
  [
    'nothing of ours',
    [{ name: 'up/up/evil.json', content: new Uint8Array(3) }],
    'it has no workflow.patchbay.json',
  ],
  [
    'a workflow alone',
    [{ name: 'workflow.patchbay.json', content: Buffer.from(writeWorkflow(workflowOf({}))) }],
    'it has no run.json',
  ],
  [
    'a run that is none',
    [
      { name: 'workflow.patchbay.json', content: Buffer.from(writeWorkflow(workflowOf({}))) },
      { name: 'run.json', content: Buffer.from('{"format":"patchbay/run"}') },
    ],
    'run.json is not as it should be',
  ],
])('an archive with %s is refused, and nothing of it is stored', async (_, files, words) => {
  const session = await testSession()
  const imported = session.request('handover.import', {
    upload: await session.upload(hostile(await pack(files))),
  })
  await expect(imported).rejects.toThrow(words)
  expect(await session.request('run.list', {})).toEqual([])
})

test('a picture that does not match its name is refused', async () => {
  const mine = await testSession()
  await pastRun(mine)
  const { bytes } = await exported(mine)
  const { entries } = await openZip(bytes, limits)
  const other = await drawn('black')
  const files = await Promise.all(
    [...entries.values()].map(async ({ name, read }) => ({
      name,
      content: name.startsWith('pictures/') ? other : await read(1e6),
    })),
  )
  const theirs = await testSession()
  await expect(
    theirs.request('handover.import', { upload: await theirs.upload(await pack(files)) }),
  ).rejects.toThrow('a picture in it is not the one that its name says')
  expect(await theirs.request('run.list', {})).toEqual([])
})

test('the page gets the exact workflow embedded in a picture, or the converted one of a ComfyUI file', async () => {
  const session = await testSession()
  const workflow = workflowOf({ a: 'test/text' }, [], 'Harbour')
  const text = writeWorkflow(workflow)
  const carrying = writeTexts(await drawn('red'), [{ keyword: 'workflow', text }], zlib)
  const importBytes = async (bytes: Uint8Array) =>
    session.request('handover.fromPicture', { name: 'cat', upload: await session.upload(bytes), asset: null })
  expect(await importBytes(carrying)).toEqual({ from: 'patchbay', name: 'Harbour', text, notes: [] })
  const { sha256 } = await session.request('asset.keep', {
    name: 'cat.png',
    upload: await session.upload(carrying),
  })
  expect(
    await session.request('handover.fromPicture', { name: 'x', upload: null, asset: sha256 }),
  ).toMatchObject({ text })
  expect(await importBytes(await drawn('red'))).toBeNull()
  const prompt = writeTexts(
    await drawn('red'),
    [{ keyword: 'prompt', text: JSON.stringify(promptOf(workflow)) }],
    zlib,
  )
  const json = Buffer.from(JSON.stringify(promptOf(workflow)))
  // It is read where only the product's own types are known, not those of a test.
  for (const bytes of [prompt, json])
    expect(await importBytes(new Uint8Array(bytes))).toMatchObject({
      from: 'comfyui',
      name: 'cat',
      notes: ['From ComfyUI: 0 of 1 nodes have an equal here.', expect.any(String)],
    })
})

test.each([
  ['zeros', new Uint8Array(2 ** 20), 'cannot be used'],
  [
    'a picture larger than its pixels can be',
    Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(2 ** 27)]),
    'more than 128 MiB',
  ],
])('%s in an archive are refused by their first bytes', async (_, bytes, words) => {
  const mine = await testSession()
  await pastRun(mine)
  const { entries } = await openZip((await exported(mine)).bytes, limits)
  const files = await Promise.all(
    [...entries.values()]
      .filter(({ name }) => !name.startsWith('pictures/'))
      .map(async ({ name, read }) => ({ name, content: await read(1e6) })),
  )
  const theirs = await testSession()
  const bomb = await pack([...files, { name: `pictures/${'0'.repeat(64)}.json`, content: bytes }])
  await expect(theirs.request('handover.import', { upload: await theirs.upload(bomb) })).rejects.toThrow(
    words,
  )
})
