import { describe, expect, test } from 'vitest'
import { readArguments } from './arguments.ts'
import { UsageError } from './usageError.ts'

describe('arguments', () => {
  test('a run without options is as the settings of the library say', () => {
    expect(readArguments(['run', 'a.json'], {})).toEqual({
      command: 'run',
      file: 'a.json',
      targets: undefined,
      sets: [],
      out: 'patchbay-output',
      engine: 'practice',
      concurrency: null,
      fresh: false,
      incomplete: 'refuse',
      json: false,
    })
  })

  test('every option of a run is read', () => {
    const words =
      'run a.json --target x --target y --set x.p=1 --out pictures --engine runcomfy --concurrency 9 --json'
    expect(readArguments(words.split(' '), {})).toEqual({
      command: 'run',
      file: 'a.json',
      targets: ['x', 'y'],
      sets: ['x.p=1'],
      out: 'pictures',
      engine: 'runcomfy',
      concurrency: 9,
      fresh: false,
      incomplete: 'refuse',
      json: true,
    })
  })

  test.each([
    ['edit', { command: 'edit', port: null, open: true }],
    ['edit --port 0 --no-open', { command: 'edit', port: 0, open: false }],
  ])('%s is read', (words, expected) => {
    expect(readArguments(words.split(' '), {})).toEqual(expected)
  })

  test.each([
    ['job attach j r', { job: 'j', by: { request: 'r', confirm: false } }],
    ['job attach j r --confirm', { job: 'j', by: { request: 'r', confirm: true } }],
    ['job attach j r --yes', { job: 'j', by: { request: 'r', confirm: true } }],
    ['job detach j', { job: 'j', by: 'detach' }],
    ['job refresh j', { job: 'j', by: 'refresh' }],
    ['job submit-again j --may-charge-twice', { job: 'j', by: 'submit-again' }],
  ])('%s is read as a decision', (words, expected) => {
    expect(readArguments(words.split(' '), {})).toEqual({ command: 'job', json: false, ...expected })
  })

  test.each([
    [undefined, undefined, 'practice'],
    [undefined, '', 'practice'],
    [undefined, 'runcomfy', 'runcomfy'],
    ['practice', 'runcomfy', 'practice'],
  ])('with --engine %s and PATCHBAY_ENGINE=%s the engine is %s', (given, fromEnv, engine) => {
    const words = ['run', 'a.json', ...(given === undefined ? [] : ['--engine', given])]
    const env = fromEnv === undefined ? {} : { PATCHBAY_ENGINE: fromEnv }
    expect(readArguments(words, env)).toMatchObject({ engine })
  })

  test('a key alone never chooses the engine that costs money', () => {
    expect(readArguments(['run', 'a.json'], { RUNCOMFY_API_TOKEN: 'x' })).toMatchObject({
      engine: 'practice',
    })
  })

  test.each([
    ['', /a command is needed/],
    ['paint', /no command "paint"/],
    ['run', /needs a workflow file/],
    ['edit a.json', /edit takes no file/],
    ['edit --port 65536', /--port is a whole number/],
    ['run a b', /"b" is too much/],
    ['run a --concurrency 0', /--concurrency is a whole number from 1 to 64, not "0"/],
    ['run a --concurrency 1e1', /--concurrency/],
    ['run a --incomplete yes', /--incomplete is refuse or leave-out, not "yes"/],
    ['run a --engine comfy', /--engine is practice or runcomfy, not "comfy"/],
    ['run a --colour', /--colour/],
    ['run a --out', /--out/],
    ['run a --out=', /--out is a folder, and not empty/],
    ['nodes x', /nodes takes no file/],
    ['practice --port 70000', /--port/],
    ['job', /attach, detach, refresh or submit-again/],
    ['job attach j', /id of a job and the id of its request/],
    ['job detach', /job detach needs the id of a job/],
    ['job refresh j r', /"r" is too much/],
    ['job submit-again j', /--may-charge-twice/],
    ['practice --pace slow', /--pace is fast or real/],
  ])('%s is refused in words', (line, words) => {
    const read = (): unknown => readArguments(line.split(' ').filter(Boolean), {})
    expect(read).toThrow(UsageError)
    expect(read).toThrow(words)
  })

  test('the environment is named when the engine in it is none', () => {
    expect(() => readArguments(['run', 'a'], { PATCHBAY_ENGINE: 'gpu' })).toThrow(
      /PATCHBAY_ENGINE is practice/,
    )
  })
})
