import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { testFolder } from './testing/testFolder.ts'
import type { LogOptions } from './log.ts'
import { createLog } from './log.ts'

const AT = Date.UTC(2026, 0, 2, 3, 4, 5)

const open = (folder: string, more: Partial<LogOptions> = {}) =>
  createLog({ folder, now: () => AT, pid: 7, redact: (text) => text, start: { version: '1.2.3' }, ...more })

const linesIn = (folder: string): readonly unknown[] =>
  readdirSync(folder)
    .toSorted()
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').trimEnd().split('\n'))
    .map((line): unknown => JSON.parse(line))

test('a log begins with the identity of the process, and creates no file before the first line', async () => {
  const folder = join(testFolder(), 'logs')
  const log = open(folder)
  await log.flush()
  expect(() => readdirSync(folder)).toThrow('ENOENT')
  log.info('job.state', { job: 'j', count: 2, at: [1, null], none: undefined })
  await log.flush()
  const head = { at: '2026-01-02T03:04:05.000Z', pid: 7 }
  expect(linesIn(folder)).toEqual([
    { ...head, level: 'info', event: 'start', data: { version: '1.2.3' } },
    { ...head, level: 'info', event: 'job.state', data: { job: 'j', count: 2, at: [1, null] } },
  ])
})

test('lines fill files of a limited size, and the oldest files are removed', async () => {
  const folder = testFolder()
  const log = open(folder, { maxBytes: 1000, maxFiles: 3 })
  for (let turn = 0; turn < 200; turn++) log.info(`event ${turn}`, { text: 'x'.repeat(50) })
  await log.flush()
  const files = readdirSync(folder)
  const sizes = files.map((file) => statSync(join(folder, file)).size)
  expect([files.length, sizes.every((size) => size <= 1000)]).toEqual([3, true])
  expect(linesIn(folder).at(-1)).toMatchObject({ event: 'event 199' })
})

test('two processes write into one set of files, and neither removes what the other writes to', async () => {
  const folder = testFolder()
  const options = { maxBytes: 2000, maxFiles: 2 }
  const [one, other] = [open(folder, { ...options, pid: 1 }), open(folder, { ...options, pid: 2 })]
  for (let turn = 0; turn < 50; turn++) {
    one.info(`one ${turn}`)
    other.info(`other ${turn}`)
    await Promise.all([one.flush(), other.flush()])
  }
  const events = linesIn(folder).map((line) => (line as { event: string }).event)
  expect(events.slice(-2).toSorted()).toEqual(['one 49', 'other 49'])
  expect(readdirSync(folder).length).toBeLessThanOrEqual(3)
})

test.skipIf(process.platform === 'win32')(
  'log files are for this user alone, including one that others could read before',
  async () => {
    const folder = testFolder()
    const path = join(folder, 'patchbay-000001.log')
    writeFileSync(path, '')
    chmodSync(path, 0o644)
    const log = open(folder, { maxBytes: 100 })
    for (const event of ['a', 'b', 'c']) log.info(event)
    await log.flush()
    const modes = readdirSync(folder).map((file) => statSync(join(folder, file)).mode & 0o777)
    expect(modes).toEqual(modes.map(() => 0o600))
  },
)

test('a full disk loses lines and nothing else, and the log says so when writing works again', async () => {
  const folder = join(testFolder(), 'logs')
  writeFileSync(folder, 'a file is where the folder should be')
  const log = open(folder)
  log.error('lost')
  await log.flush()
  log.flushNow()
  expect(readFileSync(folder, 'utf8')).toBe('a file is where the folder should be')
  const again = `${folder}-2`
  mkdirSync(again)
  const blocked = join(again, 'patchbay-000001.log')
  mkdirSync(blocked)
  const other = open(again)
  other.info('a')
  await other.flush()
  writeFileSync(join(again, 'patchbay-000002.log'), '')
  other.info('b')
  await other.flush()
  const text = readFileSync(join(again, 'patchbay-000002.log'), 'utf8')
  const events = text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: string }).event)
  expect(events).toEqual(['b', 'log.lost'])
})

test('lines beyond the buffer for a slow disk are counted', async () => {
  const folder = testFolder()
  const log = open(folder, { maxBytes: 10 ** 7 })
  for (let turn = 0; turn < 1500; turn++) log.debug('busy')
  await log.flush()
  const lines = linesIn(folder)
  expect(lines.length).toBe(1001)
  expect(lines.at(-1)).toMatchObject({ event: 'log.lost', data: { lines: 501 } })
})

test('a process that ends writes its pending lines before it returns', () => {
  const folder = testFolder()
  const log = open(folder)
  log.error('unhandled')
  log.flushNow()
  expect(linesIn(folder)).toMatchObject([{ event: 'start' }, { event: 'unhandled' }])
})

test('nothing that is logged throws, however odd it is', async () => {
  const folder = testFolder()
  const log = open(folder)
  const circle: Record<string, unknown> = { name: 'circle' }
  circle['self'] = circle
  const bad = {
    get boom(): string {
      throw new TypeError('x')
    },
  }
  log.info('circle', circle)
  log.info('getter', bad)
  log.info('long', { list: Array.from({ length: 40 }, () => 'x'.repeat(1999)) })
  log.info('other', { big: 3n, bytes: new Uint8Array(5), call: () => {}, nan: Number.NaN, half: '\uD800' })
  await log.flush()
  expect(linesIn(folder).slice(1)).toMatchObject([
    { data: { self: { self: { self: { self: { self: '…' } } } } } },
    { data: { unreadable: 'TypeError' } },
    { data: { characters: expect.any(Number) } },
    { data: { big: '3', bytes: '5 bytes', nan: 'NaN', half: '\uFFFD' } },
  ])
})

test('an error is logged without foreign text, and an internal one with its stack', async () => {
  const folder = testFolder()
  const log = open(folder)
  log.warn('engine', {
    error: new AppError('job.refused', 'prompt: a secret picture is too long', {
      data: { status: 422, detail: { prompt: 'a secret picture' } },
    }),
  })
  log.warn('read', { error: thrownBy(() => void JSON.parse('a secret picture')) })
  log.error('ours', { error: new AppError('internal', 'x is no function', { cause: new TypeError('why') }) })
  await log.flush()
  const [, engine, read, ours] = linesIn(folder)
  expect(JSON.stringify([engine, read])).not.toContain('secret')
  expect(engine).toMatchObject({ data: { error: { code: 'job.refused', status: 422 } } })
  expect(ours).toMatchObject({
    data: {
      error: {
        code: 'internal',
        message: 'x is no function',
        stack: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
        cause: { name: 'TypeError', message: 'why' },
      },
    },
  })
})

function thrownBy(work: () => void): unknown {
  try {
    work()
  } catch (thrown) {
    return thrown
  }
  return null
}

test('values with the name of a secret are left out', async () => {
  const folder = testFolder()
  const log = open(folder)
  log.info('request', { headers: { Authorization: 'Bearer x', cookie: 'a=b', 'x-api-key': 'c' }, token: 'd' })
  await log.flush()
  expect(linesIn(folder)[1]).toMatchObject({
    data: {
      headers: { Authorization: '[redacted]', cookie: '[redacted]', 'x-api-key': '[redacted]' },
      token: '[redacted]',
    },
  })
})
