import { expect, test } from 'vitest'
import { Provenance } from '#shared/metadata/provenance.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Job } from '../../jobs/job.ts'
import { createRedactor } from '../../platform/redact.ts'
import type { EmbedOptions } from './embeddedTexts.ts'
import { embeddedTexts } from './embeddedTexts.ts'

const canary = 'sk-canary-0123456789'
const media = (letter: string): Media => ({
  media: 'image',
  sha256: letter.repeat(64),
  mime: 'image/png',
  bytes: 1,
})

const workflow = workflowOf(
  {
    dice: { type: 'local/seed', values: { seed: 42 } },
    first: {
      type: 'runcomfy/maker/draw',
      title: 'Draw',
      values: {
        seed: 7,
        prompt: `my key is ${canary}`,
        image_url: 'https://x.example/a.png?X-Amz-Signature=1',
      },
    },
    second: { type: 'runcomfy/maker/paint', values: {} },
    unrelated: { type: 'runcomfy/maker/other', values: { seed: 1 } },
    save: 'local/save-image',
  },
  ['first.image > second.image_url', 'dice.seed > second.seed', 'second.image > save.images'],
  'Harbour',
)

const done = (outputs: Extract<Step, { phase: 'done' }>['outputs'], reused = false): Step => ({
  phase: 'done',
  startedAt: null,
  finishedAt: 90,
  outputs,
  reused,
  cost: null,
})

const job: Job = {
  facts: {
    id: 'j',
    key: 'k',
    modelId: 'maker/paint',
    bodySha256: '',
    bodyBytes: 0,
    account: 'a',
    run: 'run-1',
    node: 'second',
    item: '0',
    createdAt: 50,
  },
  phase: {
    state: 'submitted',
    request: { requestId: 'req-2', statusUrl: null, resultUrl: null, cancelUrl: null, at: 60 },
  },
}

const options: EmbedOptions = {
  runs: {
    get: () => ({
      id: 'run-1',
      name: 'Harbour',
      account: 'a',
      accounts: { runcomfy: 'a' },
      state: 'running',
      cost: null,
      startedAt: 40,
      finishedAt: null,
    }),
    source: () => ({
      workflow: JSON.stringify(workflow),
      request: {
        mode: 'live',
        only: null,
        targets: null,
        out: '/home/me/out',
        folder: '/home/me',
        pictures: [],
        concurrency: 1,
        fresh: false,
      },
    }),
    steps: () => ({
      dice: done({ seed: 42 }),
      first: done({ image: media('a') }, true),
      second: done({ images: [media('b'), media('c')] }),
    }),
  },
  store: { list: () => [job] },
  originOf: (sha256) =>
    sha256.startsWith('a')
      ? { from: 'job', requestId: 'req-1', url: `https://x.example/?key=${canary}`, at: 20 }
      : { from: 'node', type: 'local/crop' },
  now: () => 100,
  redact: createRedactor(() => [canary]),
}

const given = { run: 'run-1', node: 'save' }
const texts = await embeddedTexts(media('d'), given, options)
const textOf = (keyword: string): string => texts.find((text) => text.keyword === keyword)?.text ?? ''

test('contains the jobs before the node that saves, with seeds and requests, also of an earlier run', () => {
  const expected: Provenance = {
    lineage: 1,
    workflow: 'Harbour',
    mode: 'live',
    engine: 'runcomfy',
    run: 'run-1',
    startedAt: 40,
    savedAt: 100,
    node: 'save',
    sha256: media('d').sha256,
    jobs: [
      {
        node: 'first',
        title: 'Draw',
        engine: 'runcomfy',
        endpoint: 'maker/draw',
        seed: 7,
        requests: [{ requestId: 'req-1', at: 20 }],
      },
      {
        node: 'second',
        title: '',
        engine: 'runcomfy',
        endpoint: 'maker/paint',
        seed: 42,
        requests: [{ requestId: 'req-2', at: 60 }],
      },
    ],
  }
  expect(Provenance.parse(JSON.parse(textOf('patchbay')))).toEqual(expected)
})

test('the workflow in it opens, and is the one that ran', () => {
  const read = readWorkflow(textOf('workflow'))
  expect(read).toMatchObject({ ok: true, readOnly: false, notices: [] })
  expect(textOf('workflow')).toBe(
    writeWorkflow(workflow).replace(canary, '[key]').replace('?X-Amz-Signature=1', ''),
  )
})

test('the prompt is in the format that tools for ComfyUI read', () => {
  expect(JSON.parse(textOf('prompt'))).toMatchObject({
    dice: { class_type: 'local/seed', inputs: { seed: 42 } },
    second: {
      class_type: 'runcomfy/maker/paint',
      inputs: { seed: ['dice', 'seed'], image_url: ['first', 'image'] },
    },
  })
})

test('neither a key nor a signature nor a path of this machine is in it', () => {
  for (const { text } of texts) expect(text).not.toMatch(/canary|Signature|home/)
})

test('a run that the library does not know leaves the picture without provenance', async () => {
  expect(
    await embeddedTexts(media('d'), given, { ...options, runs: { ...options.runs, get: () => null } }),
  ).toEqual([])
})
