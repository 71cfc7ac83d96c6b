import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { browserCommand, openBrowser } from './openBrowser.ts'

const address = 'http://127.0.0.1:4000/#token=a'

test.each([
  ['darwin', {}, ['open', address]],
  ['win32', {}, ['rundll32', 'url.dll,FileProtocolHandler', address]],
  ['linux', { DISPLAY: ':0' }, ['xdg-open', address]],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, ['xdg-open', address]],
  ['linux', { DISPLAY: '' }, null],
  ['linux', {}, null],
] as const)('on %s with %j the browser is opened by %j', (platform, env, command) => {
  expect(browserCommand(address, platform, env)).toEqual(command)
})

test.skipIf(process.platform !== 'linux')(
  'the browser is opened without the keys in its environment',
  async () => {
    const folder = testFolder()
    const outputFile = join(folder, 'said')
    // Opening it waits until the other side has written.
    execFileSync('mkfifo', [outputFile])
    writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\n/usr/bin/env > "${outputFile}"\n`, { mode: 0o755 })
    const env = { PATH: folder, DISPLAY: ':0', LANG: 'C' }
    const keys = {
      RUNCOMFY_API_TOKEN: 'canary',
      RUNCOMFY_TOKEN: 'canary',
      PATCHBAY_S3_KEY_ID: 'canary',
      PATCHBAY_S3_SECRET: 'canary',
    }
    openBrowser(address, { ...env, ...keys })
    const lines = (await readFile(outputFile, 'utf8'))
      .split('\n')
      .filter((line) => /^(PATH|DISPLAY|LANG|.*canary)/.test(line))
    expect(lines.toSorted()).toEqual(['DISPLAY=:0', 'LANG=C', `PATH=${folder}`])
  },
)
