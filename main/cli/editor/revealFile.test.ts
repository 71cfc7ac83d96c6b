import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { createReveal, revealCommand } from './revealFile.ts'

test.each([
  ['darwin', ['open', '-R', '/home/a/-x; rm.png']],
  ['win32', ['explorer', '/select,', '/home/a/-x; rm.png']],
  ['linux', ['xdg-open', '/home/a']],
] as const)('on %s a file is shown in its folder by %j', (platform, command) => {
  expect(revealCommand('/home/a/-x; rm.png', platform)).toEqual(command)
})

test('without a screen there is nothing to show a file on', () => {
  expect(createReveal('linux', {})).toBeUndefined()
  expect(createReveal('linux', { DISPLAY: ':0' })).toBeDefined()
})

test.skipIf(process.platform !== 'linux')(
  'the program gets the folder, no shell and none of the keys',
  async () => {
    const folder = testFolder()
    const outputFile = join(folder, 'said')
    // Opening it waits until the other side has written.
    execFileSync('mkfifo', [outputFile])
    writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\n{ echo "$1"; /usr/bin/env; } > "${outputFile}"\n`, {
      mode: 0o755,
    })
    const reveal = createReveal('linux', { PATH: folder, DISPLAY: ':0', RUNCOMFY_API_TOKEN: 'canary' })
    reveal?.(join(folder, '$(touch x)', 'a.png'))
    const said = await readFile(outputFile, 'utf8')
    expect(said.split('\n')[0]).toBe(join(folder, '$(touch x)'))
    expect(said).not.toContain('canary')
  },
)
