import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Input, RequestName } from '#shared/api/contract.ts'
import { requestNames } from '#shared/api/contract.ts'
import { AppError } from '#shared/errors.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { openLog } from '../platform/openLog.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { testSession } from './testing/testSession.ts'

const canary = 'sk-canary-0123456789'
const text = writeWorkflow(workflowOf({ a: { type: 'test/text', values: { text: 'x' } } }))

/** An input for every request: most of them return something. */
const inputs: { readonly [N in RequestName]: Input<N> } = {
  'host.hello': {},
  'host.diagnose': {},
  'log.show': {},
  'settings.change': {
    mode: 'live',
    engines: { runcomfy: { apiUrl: 'http://127.0.0.1:9' } },
    bucket: {
      endpoint: 'https://127.0.0.1:9',
      region: 'us-east-1',
      bucket: 'pictures',
      prefix: '',
      lifetime: 3600,
      pathStyle: true,
    },
  },
  'key.set': { engine: 'runcomfy', key: canary, remember: true },
  'key.forget': { engine: 'runcomfy' },
  'account.retry': { engine: 'runcomfy' },
  'key.test': { engine: 'runcomfy' },
  'bucket.setKeys': { accessKeyId: 'id', secretAccessKey: canary, remember: true },
  'bucket.forgetKeys': {},
  'bucket.state': {},
  'bucket.test': {},
  'workflow.list': {},
  'workflow.open': { id: 'w' },
  'workflow.save': { id: null, name: 'W', text, base: null, overwrite: false },
  'workflow.rename': { id: 'w', name: 'V' },
  'workflow.duplicate': { id: 'w' },
  'workflow.restore': { removed: 'x' },
  'workflow.listRemoved': {},
  'workflow.openRemoved': { removed: 'x' },
  'tabs.list': {},
  'tabs.keep': { tabs: [], active: null },
  'workflow.remove': { id: 'w' },
  'draft.keep': { id: 'd', name: 'D', text },
  'draft.change': { id: 'x', name: 'x', base: null, after: '', change: { nodes: [], edges: [] } },
  'draft.drop': { id: 'd' },
  'draft.list': {},
  'example.list': {},
  'example.open': { id: 'image-to-image' },
  'workflow.versions': { id: 'w' },
  'workflow.version': { id: 'w', version: 'v' },
  'workflow.nameVersion': { id: 'w', version: 'v', name: null },
  'run.past': { before: null, text: 'x', most: 9 },
  'run.looks': { runs: ['r'] },
  'result.mark': { sha256s: ['f'.repeat(64)], starred: true, tags: ['x'] },
  'result.delete': { sha256s: ['f'.repeat(64)] },
  'result.restore': { sha256s: ['f'.repeat(64)] },
  'run.plan': { text, targets: null, fresh: false },
  'run.start': { text, workflow: null, targets: null, fresh: false, first: false },
  'run.cancel': { run: 'r' },
  'run.cancelNode': { run: 'r', node: 'a' },
  'run.answer': { run: 'r', node: 'a', item: '0', value: 'x' },
  'run.resume': { run: 'r' },
  'run.retry': { run: 'r' },
  'run.remove': { run: 'r' },
  'run.clear': {},
  'run.move': { run: 'r', place: 0 },
  'run.list': {},
  'run.totals': {},
  'run.open': { run: 'r' },
  'job.attach': { job: 'j', request: 'q' },
  'job.submitAgain': { job: 'j' },
  'job.detach': { job: 'j' },
  'job.refresh': { job: 'j' },
  'job.find': { job: 'j' },
  'result.list': { before: null, most: 10, text: '', workflowName: null },
  'result.takes': { workflow: null, name: 'x', node: 'a', type: 'local/text', most: 10 },
  'result.reveal': { run: 'r', node: 'a', index: 0 },
  'result.newest': { workflow: null, name: 'x', nodes: { a: 'local/text' } },
  'result.removeTake': { workflow: null, name: 'x', node: 'a', type: 'local/text', run: 'none' },
  'result.makers': {},
  'result.story': { sha256: '0'.repeat(64) },
  'result.workflow': { run: 'r' },
  'handover.fromPicture': { name: 'a.png', upload: 'u1', asset: null },
  'handover.export': { run: 'r' },
  'handover.import': { upload: 'u1' },
  'catalogue.search': { query: 'text', limit: 10 },
  'catalogue.get': { types: ['test/text'] },
  'catalogue.refresh': { engine: 'test' },
  'asset.keep': { name: 'a.png', upload: 'u1' },
  'asset.keepPoster': { sha256: '0'.repeat(64), upload: 'none' },
  'asset.open': { sha256: '0'.repeat(64) },
  'shell.openFolder': {},
  'shell.commands': { commands: [{ id: 'file.save', title: 'Save', group: 'File', keys: 'Mod+S' }] },
  'shell.reveal': { sha256: '0'.repeat(64) },
  'shell.drag': { sha256: '0'.repeat(64) },
}

const forgetting: readonly RequestName[] = ['key.forget', 'bucket.forgetKeys']

test.each([
  ['the environment', { RUNCOMFY_API_TOKEN: canary }],
  ['the editor', {}],
])('a key from %s is in no answer, no error, no event and no file but its own', async (_, env) => {
  const home = testFolder()
  const log = openLog({ env: { ...env, PATCHBAY_HOME: home }, version: '1.2.3', front: 'test', now: () => 0 })
  const session = await testSession({
    home,
    env,
    log,
    address: 'settings',
    confirm: () => Promise.resolve(true),
  })
  const received: unknown[] = []
  const request = async (name: RequestName): Promise<void> => {
    const reply = session.request(name, inputs[name])
    received.push(
      await reply.catch((thrown: unknown) => {
        if (!(thrown instanceof AppError)) throw thrown
        return thrown.toJSON()
      }),
    )
  }
  await request('key.set')
  for (const name of requestNames.filter((each) => !forgetting.includes(each))) await request(name)
  await session.clock.advance(1000)
  received.push(session.events)
  expect(session.events.length).toBeGreaterThan(3)
  expect(JSON.stringify(received)).not.toContain(canary)

  await log.flush()
  expect(readFileSync(join(home, 'logs/patchbay-000001.log'), 'utf8')).toContain('request.failed')
  const files = readdirSync(session.home, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  )
  const mentioning = files
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => readFileSync(path).includes(canary))
  expect(mentioning.toSorted()).toEqual([join(session.home, 'bucket-keys'), join(session.home, 'key')])
  for (const name of forgetting) await request(name)
  expect(JSON.stringify(received)).not.toContain(canary)
})
