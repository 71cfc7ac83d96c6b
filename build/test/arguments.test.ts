import { expect, test } from 'vitest'

import { readArguments } from './arguments.mjs'

/** The parsed arguments, with stages by name. */
function understood(...given: string[]) {
  const { chosen, stress, watch, ...rest } = readArguments(given)
  expect(watch).toBe(null)
  const names = (stages: readonly { name: string }[]) => stages.map(({ name }) => name).join(' ')
  return {
    ...rest,
    chosen: names(chosen),
    stress: stress === null ? null : { ...stress, stages: names(stress.stages) },
  }
}

const all = 'types lint format direction build unit integration faults browser electron'

test.each([
  [[], all],
  [['unit', 'types'], 'types unit'],
  [['fast'], 'types lint format direction unit'],
  [['browser', 'fast'], 'types lint format direction unit browser'],
])('the arguments %j select the stages %s', (given, chosen) => {
  expect(understood(...given)).toEqual({ help: false, words: [], chosen, stress: null })
})

test('--large runs the largest tests, too', () => {
  expect(understood('integration', '--large')).toMatchObject({ large: true, chosen: 'integration' })
  expect(understood('integration')).not.toHaveProperty('large')
})

test('watch takes paths, and at least one', () => {
  expect(readArguments(['watch', 'shared/ports', 'tests/cli/x.test.ts', '--', '-t', 'a'])).toEqual({
    help: false,
    words: ['-t', 'a'],
    chosen: [],
    stress: null,
    watch: ['shared/ports', 'tests/cli/x.test.ts'],
  })
  expect(() => readArguments(['watch'])).toThrow('"watch" takes the path of a test, or a folder of them.')
})

test('arguments after -- are passed to vitest unchanged', () => {
  expect(understood('unit', '--', 'shared/ports', '-t', 'a -- b', '--', '--help')).toEqual({
    help: false,
    words: ['shared/ports', '-t', 'a -- b', '--', '--help'],
    chosen: 'unit',
    stress: null,
  })
})

test.each([
  [['stress'], { stages: 'faults browser electron', runs: 20, busy: 4 }, []],
  [['stress', 'unit', '--runs', '3', '--busy=0'], { stages: 'unit', runs: 3, busy: 0 }, []],
  [
    ['stress', '--runs', '1', 'browser', '--', 'a.test.ts'],
    { stages: 'browser', runs: 1, busy: 4 },
    ['a.test.ts'],
  ],
])('%j stresses %j', (given, stress, words) => {
  expect(understood(...given)).toEqual({ help: false, words, chosen: '', stress })
})

test.each([
  [['nothing'], 'There is no stage "nothing".'],
  [['unit', 'stress'], 'There is no stage "stress".'],
  [
    ['stress', 'types'],
    'Only tests can be stressed (unit, integration, faults, browser, electron), not "types".',
  ],
  [['unit', '--runs', '3'], '--runs and --busy belong to "stress".'],
  [['stress', '--runs', '0'], '--runs takes a whole number from 1, not "0".'],
  [['stress', '--busy', 'many'], '--busy takes a whole number from 0, not "many".'],
])('%j is refused: %s', (given, message) => {
  expect(() => readArguments(given)).toThrow(message)
})
