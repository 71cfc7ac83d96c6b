import { hash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Endpoint } from '#shared/catalogue/endpoint.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { endpointNode } from '#shared/endpoint/endpointNode.ts'
import { cacheText } from '#shared/run/cacheKey.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { accountOf } from '../host/engines/openEngine.ts'
import { fakeEngine } from '../host/testing/fakeEngine.ts'
import { jobKey } from '../jobs/jobKey.ts'
import { openDatabase } from '../library/database.ts'
import { migrations } from '../library/migrations.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { openCommandHost } from './openCommandHost.ts'

const url = 'http://127.0.0.1:9'
const env = { RUNCOMFY_API_TOKEN: 'sk-key', PATCHBAY_API_URL: url }
const account = accountOf(new URL(url), 'sk-key')

const endpoint = Endpoint.parse({
  engine: 'runcomfy',
  modelId: 'say',
  title: 'Say',
  category: 'Text',
  input: { type: 'object', properties: { prompt: { type: 'string' } }, required: ['prompt'] },
  outputs: ['text'],
})
const inputs = { prompt: 'hello' }
const workflow = writeWorkflow(workflowOf({ say: { type: 'runcomfy/say', values: inputs } }, [], 'w'))

/** A library as the last version with one engine wrote it: with a paid job, a cached result, or neither. */
function olderLibrary(has: 'job' | 'result') {
  const home = testFolder()
  const before = openDatabase({ home, writer: true, migrations: migrations.slice(0, 7) })
  const request = { requestId: 'q', statusUrl: null, resultUrl: null, cancelUrl: null, at: 1 }
  const key = jobKey(endpoint, inputs)
  const facts = { id: 'j', key, modelId: 'say', bodySha256: '', bodyBytes: 0, account, run: 'r', node: 'say' }
  const job = {
    facts: { ...facts, item: 0, createdAt: 1 },
    phase: { state: 'downloaded', request, output: { text: 'paid' }, cost: 0.5, media: [] },
  }
  if (has === 'job')
    before.write(
      `INSERT INTO jobs (id, key, run, node, item, endpoint, account, state, request_id, job, body, body_sha256,
         created_at, updated_at, cost) VALUES ('j', ?, 'r', 'say', 0, 'say', ?, 'downloaded', 'q', ?, x'', '', 1, 1, 0.5)`,
      key,
      account,
      JSON.stringify(job),
    )
  else
    before.write(
      `INSERT INTO results (key, outputs, made_at) VALUES (?, '{"text":"paid"}', 1)`,
      `${account} ${hash('sha256', cacheText(endpointNode(endpoint), inputs))}`,
    )
  before.close()
  writeFileSync(join(home, 'settings.json'), '{"engine":"runcomfy","concurrency":2}')
  return home
}

test.each(['job', 'result'] as const)(
  'what an earlier version has paid for (a %s in its library) is used, and not paid for again',
  async (has) => {
    const home = olderLibrary(has)
    let submits = 0
    const host = await openCommandHost({
      env: { PATCHBAY_HOME: home, ...env },
      endpoints: [endpoint],
      types: [],
      definitions: [
        fakeEngine({
          id: 'runcomfy',
          key: { ...fakeEngine().key, variables: ['RUNCOMFY_API_TOKEN'], file: 'key' },
          address: { variable: 'PATCHBAY_API_URL', standard: 'https://model-api.runcomfy.net' },
          connect: () =>
            Promise.resolve({
              client: {
                submit() {
                  submits++
                  return Promise.reject(new Error('paid again'))
                },
                status: () => Promise.reject(new Error('asked again')),
                result: () => Promise.reject(new Error('asked again')),
                cancel: () => Promise.reject(new Error('cancelled')),
              },
              download: () => Promise.reject(new Error('fetched again')),
              isOwnOutput: () => false,
              prices: null,
              testKey: () => Promise.resolve({ balance: null, currency: 'USD' }),
              close: () => {},
            }),
        }),
      ],
      random: () => 0.5,
      version: '1.2.3',
      what: 'test',
    })
    onTestFinished(() => host.close())
    const ended = Promise.withResolvers<unknown>()
    host.client.subscribe((event) => {
      for (const one of event.type === 'run.events' ? event.events : [])
        if (one.type === 'run.finished') ended.resolve([one.state, one.cost, one.outputs])
    })
    const input = { text: workflow, workflow: null, targets: null, fresh: false }
    expect(await host.client.request('run.plan', input)).toMatchObject({ mode: 'live', jobs: 0, known: 1 })
    await host.client.request('run.start', { ...input, first: false })
    expect(await ended.promise).toEqual(['done', null, { say: { text: 'paid' } }])
    expect(submits).toBe(0)
  },
)
