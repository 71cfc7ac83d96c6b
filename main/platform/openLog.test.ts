import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLog } from './openLog.ts'
import { testFolder } from './testing/testFolder.ts'

test('no key of the environment or of the host is in the log, including one that is set later', async () => {
  const home = testFolder()
  const later: string[] = []
  const lines: string[] = []
  const log = openLog({
    env: { PATCHBAY_HOME: home, RUNCOMFY_API_TOKEN: ' rc-canary-7Qe/4+zM0=w~kJ ' },
    version: '1.2.3',
    front: 'test',
    now: () => 0,
    onLine: (line) => lines.push(line),
  })
  log.hide(() => later)
  later.push('secret/0123456789"x')
  const canaries = ['rc-canary-7Qe/4+zM0=w~kJ', 'secret/0123456789"x']
  const data = canaries.flatMap((key) => [key, encodeURIComponent(key), JSON.stringify({ key })])
  log.error('failed', { data, error: new Error(canaries.join(' ')), [canaries.join(' ')]: 1 })
  await log.flush()
  const text = readFileSync(join(home, 'logs', 'patchbay-000001.log'), 'utf8')
  expect(text).toBe(lines.map((line) => `${line}\n`).join(''))
  expect(text).toContain('[key]')
  expect([text.includes('canary'), text.includes('0123456789')]).toEqual([false, false])
})
