import { expect, test } from 'vitest'
import type { Forecast } from './forecast.ts'
import { forecastSentence, forecastText, leftOutText } from './forecastText.ts'

const none: Forecast = {
  mode: 'live',
  jobs: 0,
  atLeast: false,
  known: 0,
  underWay: 0,
  cost: null,
  unpriced: 0,
}

test.each<[Partial<Forecast>, string, string]>([
  [{}, '', 'No jobs to submit.'],
  [{ known: 3 }, 'Up to date', 'Nothing to pay: all engine results are cached.'],
  [
    { known: 3, local: 1 },
    'free',
    'Nothing to pay: all engine results are cached. Nodes on this computer run again, which is free.',
  ],
  [{ jobs: 2, cost: 0.02, known: 3 }, '2 jobs ≈ $0.02', 'Runs 2 jobs ≈ $0.02. 3 are cached.'],
  [{ jobs: 1, unpriced: 1 }, '1 job · price unknown', 'Runs 1 job · price unknown.'],
  [
    { jobs: 3, cost: 0.5, unpriced: 1 },
    '3 jobs · at least $0.50',
    'Runs 3 jobs · at least $0.50. What 1 of them costs is not known yet.',
  ],
  [
    { jobs: 2, cost: 0.05, unpriced: 2 },
    '2 jobs · at least $0.05',
    'Runs 2 jobs · at least $0.05. The exact price is not known yet.',
  ],
  [
    { jobs: 1, cost: 0.5, atLeast: true, known: 1 },
    'at least 1 job · at least $0.50',
    'Runs at least 1 job · at least $0.50. 1 is cached.',
  ],
  [{ jobs: 1, cost: 0.01, underWay: 1 }, '1 job ≈ $0.01 · 1 running', 'Runs 1 job ≈ $0.01 · 1 running.'],
  [{ underWay: 1 }, '1 running', 'Nothing new to pay: 1 job is already running.'],
  [
    { unknown: 1 },
    '1 unknown',
    '1 job is unknown: it may have been accepted and charged, so it is not submitted again until you decide on its card.',
  ],
  [
    { jobs: 1, cost: 0.01, unknown: 2 },
    '1 job ≈ $0.01 · 2 unknown',
    '2 jobs are unknown: they may have been accepted and charged, so they are not submitted again until you decide on their cards. Runs 1 job ≈ $0.01.',
  ],
  [{ mode: 'practice', jobs: 2, cost: 9 }, '2 jobs · free', 'Runs 2 jobs · free.'],
])('%o is described as %j', (change, text, sentence) => {
  const forecast = { ...none, ...change }
  expect([forecastText(forecast), forecastSentence(forecast)]).toEqual([text, sentence])
})

const lacks = (name: string) =>
  ({ code: 'left-out', message: `${name} is not run: Prompt is needed`, port: 'prompt' }) as const
const waits = { code: 'left-out', message: 'Save is not run: it needs A' } as const

test.each([
  [[], ''],
  [[lacks('A')], 'A is not run: Prompt is needed.'],
  [[lacks('A'), waits], 'A is not run: Prompt is needed. 1 node waits for it.'],
  [[lacks('A'), waits, waits, waits], 'A is not run: Prompt is needed. 3 nodes wait for it.'],
  [
    [lacks('A'), waits, lacks('B')],
    'A is not run: Prompt is needed. 1 more node lacks an input. 1 node waits for them.',
  ],
  [[waits], 'Save is not run: it needs A.'],
])('what a run leaves out is explained by its one cause: %j', (notices, text) => {
  expect(leftOutText(notices)).toBe(text)
})
