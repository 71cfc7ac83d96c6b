import { expect, test } from 'vitest'
import type { Mode } from '#shared/catalogue/mode.ts'
import type { Values } from '#shared/ports/value.ts'
import type { SavedResults } from '../../library/results.ts'
import { createRunResults } from './runResults.ts'

/** Stored results under these keys, each with its key as its output. */
function storeOf(...keys: readonly string[]) {
  const stored = new Map<string, Values>(keys.map((key) => [key, { out: key }]))
  const results: SavedResults = {
    find: (key) => stored.get(key),
    save: (key, outputs) => void stored.set(key, outputs),
  }
  return { stored, results }
}

const accounts = { runcomfy: 'abc', acme: 'def' }
const resultsOf = (results: SavedResults, mode: Mode = 'live') =>
  createRunResults(results, { accounts: mode === 'live' ? accounts : { runcomfy: 'practice' }, mode })

test.each<[string, string, string | null, string | undefined]>([
  ['that an engine has made for this account', 'abc k', 'runcomfy', 'abc k'],
  ['that it has made for another account', 'xyz k', 'runcomfy', undefined],
  ['that another engine has made', 'def k', 'runcomfy', undefined],
  ['that this machine has made', 'live k', null, 'live k'],
  ['that this machine has made for an account, in an earlier version', 'abc k', null, 'abc k'],
  ['of an imported run', 'imported runcomfy k', 'runcomfy', 'imported runcomfy k'],
  ['of an imported run on another engine', 'imported runcomfy k', 'acme', 'imported runcomfy k'],
  ['of an imported run in practice', 'imported practice k', 'runcomfy', undefined],
  ['that practice has drawn', 'practice k', 'runcomfy', undefined],
])('a live run and a result %s', (_, stored, engine, expected) => {
  expect(resultsOf(storeOf(stored).results).find('k', engine)?.['out']).toBe(expected)
})

test('results of practice are found in practice alone, as earlier versions stored them', () => {
  const { results } = storeOf('practice k')
  expect(resultsOf(results, 'practice').find('k', 'runcomfy')).toEqual({ out: 'practice k' })
  expect(resultsOf(results, 'practice').find('k', null)).toEqual({ out: 'practice k' })
})

test('a result is saved for the account of its engine, and one of this machine for all', () => {
  const { results, stored } = storeOf()
  const own = resultsOf(results)
  own.save('a', { out: 1 }, 'runcomfy')
  own.save('b', { out: 2 }, 'acme')
  own.save('c', { out: 3 }, null)
  expect([...stored.keys()]).toEqual(['abc a', 'def b', 'live c'])
})
