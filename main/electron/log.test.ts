import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSecret } from '../services/secret.ts'
import { testFolder } from '../session/testing/testFolder.ts'
import { createAppRedactor } from './appRedactor.ts'
import { createLog } from './log.ts'

const at = Date.UTC(2026, 0, 2, 3, 4, 5)
const plain = { now: () => at, redact: (text: string) => text }

test('a note is one line with its time, whatever stands in it', () => {
  const path = join(testFolder(), 'logs/patchbay.log')
  createLog({ path, ...plain }).note('it said', 'a\nb\u001B[31mc\u202Ed\u2028e')
  expect(readFileSync(path, 'utf8')).toBe('2026-01-02T03:04:05.000Z it said: a b [31mc d e\n')
  // Windows knows no such rights.
  expect(statSync(path).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600)
})

test('notes take up no more than two files of their size', () => {
  const path = join(testFolder(), 'patchbay.log')
  const log = createLog({ path, ...plain, cap: 1000 })
  for (let turn = 0; turn < 200; turn++) log.note(`note ${turn} ${'x'.repeat(50)}`)
  expect([statSync(path).size <= 1000, statSync(`${path}.old`).size <= 1000]).toEqual([true, true])
  expect(readFileSync(path, 'utf8')).toContain('note 199')
})

test('no secret of the app gets in, also one that is set later, nor a half of the bucket keys', async () => {
  const folder = testFolder()
  const redactor = createAppRedactor()
  const open = (name: string) =>
    openSecret({
      path: join(folder, name),
      given: null,
      unnamedOrigin: null,
      accepts: () => true,
      refusal: '',
    })
  const [key, bucket] = [redactor.watch(await open('key')), redactor.watch(await open('bucket'))]
  await key.set('sk-0123456789', { origin: 'https://api.test', remember: false })
  await bucket.set('AKIA0123456789:secret/0123456789', { origin: 'https://s3.test', remember: false })
  const path = join(folder, 'patchbay.log')
  const log = createLog({ path, now: () => at, redact: redactor.redact })
  log.note('failed', new Error('sk-0123456789 and secret/0123456789 and secret%2F0123456789'))
  const text = readFileSync(path, 'utf8')
  expect(text).toContain('[key] and [key] and [key]')
  expect(text).not.toContain('0123456789')
})

test.skipIf(process.platform === 'win32')(
  'a log is for this user alone, also one that others could read until now',
  () => {
    const path = join(testFolder(), 'patchbay.log')
    for (const name of [path, `${path}.old`]) {
      writeFileSync(name, 'before\n')
      chmodSync(name, 0o644)
    }
    createLog({ path, ...plain }).note('now')
    const mode = (name: string): number => statSync(name).mode & 0o777
    expect([mode(path), mode(`${path}.old`)]).toEqual([0o600, 0o600])
  },
)

test('a log that cannot be written breaks nothing', () => {
  const log = createLog({ path: join(testFolder(), 'x\0y'), ...plain })
  expect(() => log.note('lost')).not.toThrow()
})
