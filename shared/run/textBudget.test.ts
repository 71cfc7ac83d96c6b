import { expect, test } from 'vitest'
import { startRun } from '../testing/startRun.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { say, workflowOf } from '../testing/workflow.ts'
import { fakeServices } from '../testing/fakeServices.ts'
import { forecastRun } from './forecast.ts'
import { plan } from './plan.ts'
import { createTextBudget } from './textBudget.ts'

const mega = 2 ** 20

test.each<[string, Parameters<ReturnType<typeof createTextBudget>>[0], boolean]>([
  ['a text', { text: 'x'.repeat(32 * mega) }, true],
  ['a text of a character more', { text: 'x'.repeat(32 * mega + 1) }, false],
  ['many texts in a list', { all: Array(33).fill('x'.repeat(mega)) }, false],
  ['texts in JSON', { json: { a: [{ b: 'x'.repeat(33 * mega) }] } }, false],
  ['a list of very many small things', { all: Array(1.5 * mega).fill(1) }, false],
  ['a picture', { image: { media: 'image', sha256: 'f'.repeat(64), mime: 'image/png', bytes: 1e9 } }, true],
])('%s', (_, made, fits) => {
  expect(createTextBudget()(made, {}) === undefined).toBe(fits)
})

test('values that a node passes on are not counted, and those that several make are summed', () => {
  const refuse = createTextBudget()
  const text = 'x'.repeat(20 * mega)
  expect(refuse({ text }, { value: text })).toBeUndefined()
  expect(refuse({ text }, {})).toBeUndefined()
  expect(refuse({ text: `${text}y` }, {})?.message).toBe(
    'This run makes more than 32 million characters of text.',
  )
})

test('texts that are joined with themselves repeatedly end the run instead of exhausting the memory', async () => {
  const rows = Array.from({ length: 40 }, (_, at) => `j${at}`)
  const flow = workflowOf(
    { t: say('x'.repeat(1000)), ...Object.fromEntries(rows.map((id) => [id, 'test/join'])) },
    [
      't.text > j0.first',
      't.text > j0.second',
      ...rows.slice(1).flatMap((id, at) => [`j${at}.text > ${id}.first`, `j${at}.text > ${id}.second`]),
    ],
  )
  const registry = testRegistry()
  expect(await forecastRun(plan(flow, registry), fakeServices())).toMatchObject({ known: 0, atLeast: false })
  const { state, errors } = await startRun(flow, registry).done
  expect([state, Object.values(errors).map(({ message }) => message)]).toEqual([
    'failed',
    ['This run makes more than 32 million characters of text.'],
  ])
})
