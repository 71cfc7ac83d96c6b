import { engineState } from '#shared/testing/engineState.ts'
import { expect, test } from 'vitest'
import type { RunRow } from '#shared/api/records.ts'
import { rowFacts, statusText, totalsText } from './rowFacts.ts'

const row: RunRow = {
  id: 'r',
  name: 'Harbour',
  workflow: null,
  mode: 'live',
  state: 'queued',
  queuedAt: 0,
  startedAt: null,
  finishedAt: null,
  cost: null,
  node: null,
  needs: ['acme'],
}
const refusal = { code: 'account.balance', message: 'Nothing is left.' } as const

test.each<[Partial<RunRow>, typeof refusal | null, string]>([
  [{}, null, 'Waiting · just now'],
  [{}, refusal, 'Waiting · No balance left · just now'],
  [{ needs: ['other'] }, refusal, 'Waiting · just now'],
  [{ mode: 'practice' }, refusal, 'Waiting · practice · just now'],
  [
    { state: 'running', startedAt: 1000, node: { title: 'Repaint', more: 1 } },
    null,
    'Running · Repaint and 1 more · 4.0 s',
  ],
  [{ state: 'running', startedAt: 5000 }, null, 'Running'],
  [{ state: 'running', startedAt: 1000, asking: true }, null, 'Needs you · 4.0 s'],
  [
    { state: 'failed', startedAt: 0, finishedAt: 2500, cost: 0.02, node: { title: 'Repaint', more: 0 } },
    null,
    'Failed · Repaint · 2.5 s · $0.02 · just now',
  ],
  [{ state: 'done', startedAt: 0, finishedAt: 3500, waited: 1000 }, null, 'Done · 2.5 s · just now'],
  [
    {
      state: 'failed',
      unknown: true,
      startedAt: 0,
      finishedAt: 61,
      node: { title: 'Repaint', more: 0 },
    },
    null,
    'Unknown, may have been charged · Repaint · 61 ms · just now',
  ],
])('%o has this text', (change, refused, facts) => {
  expect(rowFacts({ ...row, ...change }, 5400, [engineState({ refusal: refused })]).join(' · ')).toBe(facts)
})

test.each<[Partial<RunRow>, string]>([
  [{ state: 'running', startedAt: 1000 }, 'Unknown while the host is disconnected'],
  [{ state: 'queued' }, 'Unknown while the host is disconnected'],
  [{ state: 'done', startedAt: 0, finishedAt: 5000 }, 'Done · 5.0 s · just now'],
])('while the host is unreachable no time is counted: %o', (change, facts) => {
  expect(rowFacts({ ...row, ...change }, 5400, [], true).join(' · ')).toBe(facts)
})

test('the time and cost of all runs are shown', () => {
  expect(totalsText({ runs: 1, took: 0, cost: null })).toBe('1 run')
  expect(totalsText({ runs: 300, took: 125_000, cost: 6 })).toBe('300 runs · 2 min 5 s · $6.00')
})

test.each<[string, readonly Partial<RunRow>[]]>([
  ['Idle', [{ state: 'done' }]],
  ['2 waiting', [{}, {}]],
  ['Needs you, 1 waiting', [{ state: 'running', asking: true }, {}]],
  [
    'Running Other: 1 of 2 nodes',
    [
      { state: 'running', asking: true },
      { state: 'running', name: 'Other' },
    ],
  ],
])('the status line says %j', (facts, rows) => {
  const changed = rows.map((change) => ({ ...row, ...change }))
  expect(statusText(changed, () => ': 1 of 2 nodes')).toBe(facts)
})

test('the status line does not count while the host is unreachable', () => {
  expect(statusText([{ ...row, state: 'running' }], () => ': 1 of 2 nodes', true)).toBe('Disconnected')
})
