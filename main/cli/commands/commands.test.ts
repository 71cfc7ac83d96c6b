import { describe, expect, test } from 'vitest'
import { UsageError } from '../command/usageError.ts'
import { commands } from '../commandLine.ts'
import { findCommand } from '../command/findCommand.ts'

/** The parsed values of these arguments. */
function read(line: string, env: Readonly<Record<string, string>> = {}): unknown {
  const { command, words } = findCommand(line.split(' ').filter(Boolean), commands)
  return command.read(words, env)
}

describe('the arguments of the commands', () => {
  test('a run without options uses the settings of the library', () => {
    expect(read('run a.json')).toEqual({
      file: 'a.json',
      target: [],
      set: [],
      out: 'patchbay-output',
      live: null,
      engine: null,
      concurrency: null,
      fresh: false,
      incomplete: 'refuse',
      json: false,
    })
  })

  test('every option of a run is read', () => {
    const line =
      'run a.json --target x --target y --set x.p=1 --out pictures --live --engine runcomfy --concurrency 9 --fresh --incomplete leave-out --json'
    expect(read(line)).toEqual({
      file: 'a.json',
      target: ['x', 'y'],
      set: ['x.p=1'],
      out: 'pictures',
      live: { value: 'live', from: 'argument' },
      engine: { value: 'runcomfy', from: 'argument' },
      concurrency: 9,
      fresh: true,
      incomplete: 'leave-out',
      json: true,
    })
  })

  test.each([
    ['validate a', { file: 'a', json: false }],
    ['inspect a --workflow', { file: 'a', workflow: true, json: false }],
    ['nodes --json', { json: true }],
    ['edit', { live: null, engine: null, port: null, 'no-open': false, json: false }],
    [
      'edit --port 0 --no-open --live',
      {
        live: { value: 'live', from: 'argument' },
        engine: null,
        port: 0,
        'no-open': true,
        json: false,
      },
    ],
    ['resume', { run: null, json: false }],
    ['resume r', { run: 'r', json: false }],
    ['retry r', { run: 'r', json: false }],
    ['jobs --state unknown', { state: 'unknown', json: false }],
    ['job attach j r', { job: 'j', request: 'r', confirm: false, yes: false, json: false }],
    ['job attach j r --confirm', { job: 'j', request: 'r', confirm: true, yes: false, json: false }],
    ['job --json attach --yes j r', { job: 'j', request: 'r', confirm: false, yes: true, json: true }],
    ['job detach j', { job: 'j', json: false }],
    ['job find j', { job: 'j', json: false }],
    ['job refresh j', { job: 'j', json: false }],
    ['job submit-again j --may-charge-twice', { job: 'j', 'may-charge-twice': true, json: false }],
    ['cancel x', { id: 'x', json: false }],
    ['export r --to a.zip', { run: 'r', to: 'a.zip', json: false }],
    ['import a.zip', { file: 'a.zip', json: false }],
    ['doctor --online', { online: true, json: false }],
    ['gc --dry-run', { 'dry-run': true, json: false }],
    ['practice', { api: 'runcomfy', port: null, pace: 'real', faults: null, json: false }],
    [
      'practice --api fal --port 1 --pace fast --faults f',
      { api: 'fal', port: 1, pace: 'fast', faults: 'f', json: false },
    ],
  ])('%s', (line, given) => {
    expect(read(line)).toEqual(given)
  })
})

test.each([
  ['', 'a command is needed, such as run or validate'],
  ['paint', 'unknown command "paint"'],
  ['statsu', 'unknown command "statsu"; did you mean "status"?'],
  ['run', 'run needs <file>: A workflow file, or a picture that carries a workflow'],
  ['edit a.json', 'edit does not take the argument "a.json"'],
  ['edit --port 65536', '--port must be a whole number from 0 to 65535, not "65536"'],
  ['run a b', 'run does not take the argument "b"'],
  ['run a --concurrency 0', '--concurrency must be a whole number from 1 to 64, not "0"'],
  ['run a --concurrency 1e1', '--concurrency must be a whole number from 1 to 64, not "1e1"'],
  ['run a --incomplete yes', '--incomplete must be refuse or leave-out, not "yes"'],
  ['run a --engine comfy', '--engine must be practice, runcomfy or fal, not "comfy"'],
  [
    'run a --engine runcomyf',
    '--engine must be practice, runcomfy or fal, not "runcomyf"; did you mean "runcomfy"?',
  ],
  ['run a --colour', 'run has no option --colour'],
  ['run a --taget x', 'run has no option --taget; did you mean "--target"?'],
  ['run a -t', 'run has no option -t'],
  ['run a --out', '--out needs a value: --out <folder>'],
  ['run a --out --json', '--out needs a value: --out <folder>. Write --out=--json if that is the value'],
  ['run a --out=', '--out must not be empty'],
  ['run a --json=yes', '--json takes no value, but was given "yes"'],
  ['practice --pace slow', '--pace must be fast or real, not "slow"'],
  ['job', 'job needs one of attach, detach, find, refresh or submit-again'],
  [
    'job atach j r',
    'job must be followed by attach, detach, find, refresh or submit-again, not "atach"; did you mean "attach"?',
  ],
  ['job attach j', 'job attach needs <request>: Id of the request at the engine'],
  ['job refresh j r', 'job refresh does not take the argument "r"'],
  ['completion tcsh', '<shell> must be bash, zsh or fish, not "tcsh"'],
])('patchbay %s is refused: %s', (line, message) => {
  expect(() => read(line)).toThrow(new UsageError(message))
})

test('the error names the environment if its engine is invalid', () => {
  expect(() => read('run a', { PATCHBAY_ENGINE: 'gpu' })).toThrow(
    new UsageError('PATCHBAY_ENGINE must be practice, runcomfy or fal, not "gpu"'),
  )
})
