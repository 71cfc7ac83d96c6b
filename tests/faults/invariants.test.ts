import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { body, jobOf, phases } from '#main/jobs/leftFixture.ts'
import { openDatabase } from '#main/library/database.ts'
import { createJobRows } from '#main/library/jobRows.ts'
import type { LedgerEntry } from '#main/practice/requests/request.ts'
import { makeFolder } from '../cli/runCli.ts'
import { single } from './workflows.ts'
import type { Evidence } from './invariants.ts'
import { findBreachesAtEnd, readPictures } from './invariants.ts'
import type { JobRow } from './rows.ts'

// Finding nothing proves nothing, unless a violation would have been found.

const [generate] = single.approved
const submit = (requestId: string, body = requestId): LedgerEntry => ({
  requestId,
  modelId: generate?.modelId ?? '',
  acceptedAt: '2026-01-01T00:00:00.000Z',
  bodySha256: body,
  bodyBytes: 1,
  input: { prompt: generate?.prompt },
})
const job = (state: string, requestId: string | null): JobRow => ({
  id: 'j',
  state,
  run: 'r',
  node: 'generate',
  item: '0',
  endpoint: '',
  requestId,
})
const output = (code: number, stderr: string) => ({
  args: ['run'],
  code,
  killed: false,
  fault: null,
  stdout: '',
  stderr,
})

/** Evidence of a trial without violations. */
async function soundEvidence() {
  const folder = await makeFolder()
  const out = join(folder, 'out')
  await mkdir(out)
  await sharp({ create: { width: 8, height: 8, channels: 3, background: '#123' } })
    .png()
    .toFile(join(out, 'a.png'))
  const trial: Evidence['trial'] = { home: folder, out, endings: [], leaks: () => Promise.resolve([]) }
  const evidence: Evidence = {
    workflow: single,
    trial,
    accepted: [submit('a')],
    jobs: [job('downloaded', 'a')],
    again: 0,
  }
  return { evidence, pictures: await readPictures(out), out, home: folder }
}

test('without violations nothing is found', async () => {
  const { evidence, pictures } = await soundEvidence()
  expect(await findBreachesAtEnd(evidence, pictures)).toEqual([])
})

test.each<[string, Partial<Evidence>, RegExp]>([
  ['two submits for one job', { accepted: [submit('a'), submit('b')] }, /2 submits for 1 jobs/],
  ['one body twice', { accepted: [submit('a', 'x'), submit('b', 'x')] }, /repeat a body/],
  [
    'a submit of nobody',
    { accepted: [submit('a'), { ...submit('b'), modelId: 'x/y' }] },
    /no node asked for/,
  ],
  ['a request id that is lost', { jobs: [job('downloaded', 'z')] }, /the request a .*is lost/],
  ['a job that is stuck', { jobs: [job('in_queue', 'a')] }, /stuck in in_queue/],
  ['a job that stays unknown', { jobs: [job('downloaded', 'a'), job('unknown', null)] }, /stuck in unknown/],
])('%s is found', async (_what, change, message) => {
  const { evidence, pictures } = await soundEvidence()
  const found = await findBreachesAtEnd({ ...evidence, ...change }, pictures)
  expect(found.join('\n')).toMatch(message)
})

test.each<[string, Partial<Evidence['trial']>, RegExp]>([
  ['a fault of its own', { endings: [output(70, 'oh')] }, /fault of its own/],
  ['a stack trace', { endings: [output(0, '    at f (file.js:1:2)\n')] }, /stack trace/],
  ['a key', { leaks: () => Promise.resolve([{ where: 'x.log', as: 'plain' }]) }, /key stands in x\.log/],
])('%s is found', async (_what, change, message) => {
  const { evidence, pictures } = await soundEvidence()
  const trial = { ...evidence.trial, ...change }
  expect((await findBreachesAtEnd({ ...evidence, trial }, pictures)).join('\n')).toMatch(message)
})

test('a lost, truncated or changed picture is found, and an asset with other bytes', async () => {
  const { evidence, pictures, out, home } = await soundEvidence()
  await writeFile(join(out, 'b.png'), '\u0089PNG')
  await mkdir(join(home, 'assets', 'aa'), { recursive: true })
  await writeFile(join(home, 'assets', 'aa', `${'a'.repeat(64)}.png`), 'others')
  expect((await findBreachesAtEnd(evidence, [...pictures, 'c0ffee'])).toSorted()).toEqual([
    `a picture of the run is lost: c0ffee`,
    `a picture was saved that is none of the run's: b.png (torn)`,
    `the asset ${'a'.repeat(64)}.png holds other bytes`,
  ])
})

test('a body is found that is not what the job has sent', async () => {
  const { evidence, pictures, home } = await soundEvidence()
  const database = openDatabase({ home, writer: true })
  const sent = jobOf(phases.downloaded, { id: 'j' })
  await createJobRows(database, () => 1).add(sent, body)
  expect(await findBreachesAtEnd(evidence, pictures)).toEqual([])
  database.write("UPDATE jobs SET body = x'7b7d'")
  expect(await findBreachesAtEnd(evidence, pictures)).toEqual(['the body of the job j is not as it was sent'])
  database.close()
})
