import { describe, expect, test } from 'vitest'
import { choice, decisions } from './decisions.ts'
import { interrupted } from './interrupted.ts'
import { library } from './libraryScenarios.ts'
import { engines, keys, pictures, planning } from './scenarios.ts'
import { alone, asPage, besideEditor } from './ways.ts'

// One host: the outcome of a run, its exit code and its messages are the same for a command that holds the library
// itself, for one beside an editor that does, and for a page.

describe.each([
  ['what is asked for', planning],
  ['pictures', pictures],
  ['keys and addresses', keys],
  ['the engine', engines],
  ['the library', library],
  ['what was interrupted', interrupted],
  ['what a person decides', decisions],
])('%s', (_, scenarios) => {
  test.each(scenarios)('$title: the same on each way', async (scenario) => {
    const outcome = await alone(scenario)
    expect(outcome).toMatchObject(scenario.outcome)
    expect({ beside: await besideEditor(scenario), page: await asPage(scenario) }).toEqual({
      beside: outcome,
      page: outcome,
    })
  })
})

// The only difference: a command alone cannot ask anybody.
test('a run with a prompt: a command alone says how to answer beforehand, beside an editor it waits as a page does', async () => {
  const scenario = { title: '', file: choice(), outcome: {} }
  expect(await alone(scenario)).toMatchObject({
    code: 65,
    state: 'failed',
    ended: { make: 'done', choose: expect.stringMatching(/needs user input.*give choose.chosen a value/) },
  })
  const answered = await asPage({ ...scenario, answer: [0] })
  expect(answered).toMatchObject({ code: 0, state: 'done', ended: { choose: 'done' } })
  expect(await besideEditor({ ...scenario, answer: [0] })).toEqual(answered)
})
