import { describe, expect, test } from 'vitest'
import { interrupted } from './interrupted.ts'
import { engines, keys, library, pictures, planning } from './scenarios.ts'
import { alone, asPage, besideEditor } from './ways.ts'

// One host: what comes of a run, its exit code and its words are the same for a command that holds the library itself, for
// one beside an editor that does, and for a page.

describe.each([
  ['what is asked for', planning],
  ['pictures', pictures],
  ['keys and addresses', keys],
  ['the engine', engines],
  ['the library', library],
  ['what was interrupted', interrupted],
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
