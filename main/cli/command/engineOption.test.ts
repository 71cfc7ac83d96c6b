import { expect, test } from 'vitest'
import { destinationIn, destinationOf, modeOptions } from './engineOption.ts'
import { parseArguments } from './parseArguments.ts'
import { UsageError } from './usageError.ts'

type Env = Readonly<Record<string, string>>

function destination(line: string, env: Env = {}) {
  const command = { name: 'run', parameters: {}, options: modeOptions }
  const given = parseArguments(command, line.split(' ').filter(Boolean), env)
  const { mode, only } = destinationOf({ live: null, engine: null, ...given }, env)
  return `${mode}${only === null ? '' : ` on ${only}`}`
}

test.each<[string, Env, string]>([
  ['', {}, 'practice'],
  ['', { RUNCOMFY_API_TOKEN: 'x', FAL_KEY: 'x' }, 'practice'],
  ['', { PATCHBAY_ENGINE: '', PATCHBAY_MODE: '' }, 'practice'],
  ['--live', {}, 'live'],
  ['', { PATCHBAY_MODE: 'live' }, 'live'],
  ['--engine runcomfy', {}, 'live on runcomfy'],
  ['', { PATCHBAY_ENGINE: 'runcomfy' }, 'live on runcomfy'],
  ['--live --engine runcomfy', {}, 'live on runcomfy'],
  ['--live', { PATCHBAY_ENGINE: 'runcomfy' }, 'live on runcomfy'],
  ['--live', { PATCHBAY_ENGINE: 'practice' }, 'live'],
  ['--live', { PATCHBAY_MODE: 'practice' }, 'live'],
  ['--engine practice', {}, 'practice'],
  ['--engine practice', { PATCHBAY_ENGINE: 'runcomfy' }, 'practice'],
  ['--engine practice', { PATCHBAY_MODE: 'live' }, 'practice'],
  ['--engine runcomfy', { PATCHBAY_MODE: 'practice' }, 'live on runcomfy'],
  ['', { PATCHBAY_ENGINE: 'practice' }, 'practice'],
  ['', { PATCHBAY_MODE: 'practice', PATCHBAY_ENGINE: 'runcomfy' }, 'practice'],
  ['', { PATCHBAY_MODE: 'live', PATCHBAY_ENGINE: 'practice' }, 'practice'],
  ['', { PATCHBAY_MODE: 'live', PATCHBAY_ENGINE: 'runcomfy' }, 'live on runcomfy'],
])('with %j and %j a command runs in %s', (line, env, expected) => {
  expect(destination(line, env)).toBe(expected)
})

test.each<[string, Env, string]>([
  ['--live --engine practice', {}, '--live and --engine practice exclude each other'],
  ['', { PATCHBAY_MODE: 'real' }, 'PATCHBAY_MODE must be practice or live, not "real"'],
  [
    '--live',
    { PATCHBAY_API_URL: 'nowhere' },
    'PATCHBAY_API_URL is no URL. Give it as https://host or http://127.0.0.1:port.',
  ],
])('%j with %j is refused: %s', (line, env, message) => {
  expect(() => destination(line, env)).toThrow(new UsageError(message))
})

test('an address that is not needed in practice is not looked at', () => {
  expect(destination('', { PATCHBAY_API_URL: 'nowhere' })).toBe('practice')
})

test('a command without such options has the destination of the environment', () => {
  expect(destinationIn({ PATCHBAY_ENGINE: 'runcomfy' })).toEqual({
    mode: 'live',
    only: 'runcomfy',
    from: 'environment',
  })
  expect(destinationIn({})).toEqual({ mode: 'practice', only: null, from: null })
})
