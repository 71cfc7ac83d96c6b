import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { root } from '../prepare/root.mjs'
import { updatePolicy } from './updatePolicy.mjs'

const signed = { CSC_LINK: 'certificate' }

test.each([
  ['linux', {}, 'announce'],
  ['linux', signed, 'announce'],
  ['freebsd', signed, 'announce'],
  ['darwin', {}, 'announce'],
  ['darwin', { CSC_LINK: '' }, 'announce'],
  ['darwin', { CSC_LINK: ' ' }, 'announce'],
  ['darwin', { WIN_CSC_LINK: 'certificate' }, 'announce'],
  ['darwin', { APPLE_API_KEY: 'key' }, 'announce'],
  ['darwin', signed, 'install'],
  ['win32', {}, 'announce'],
  ['win32', { CSC_LINK: '' }, 'announce'],
  ['win32', signed, 'install'],
  ['win32', { WIN_CSC_LINK: 'certificate' }, 'install'],
] as const)('built on %s with %j, a copy may %s newer versions', (platform, env, policy) => {
  expect(updatePolicy({ platform, env })).toBe(policy)
})

const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8')

test('a release gets certificates only on Macs and Windows, and none if the secret is empty', async () => {
  const text = await read('.github/workflows/release.yml')
  const [, link = ''] = /^ *CSC_LINK: \$\{\{ (.*) \}\}$/m.exec(text) ?? []
  expect(link).toBe(
    "runner.os == 'macOS' && secrets.MAC_CERTIFICATE || runner.os == 'Windows' && secrets.WINDOWS_CERTIFICATE || ''",
  )
  expect(text).toContain('if [ -z "$CSC_LINK" ]; then unset CSC_LINK CSC_KEY_PASSWORD; fi')
  // The one build command decides; a copy without an update server never checks.
  expect(text.match(/npm run dist/g)).toEqual(['npm run dist'])
  expect(text).not.toMatch(/PATCHBAY_UPDATES|electron-builder /)
})

test("electron-builder's configuration names no other certificate and no identity of its own", async () => {
  const text = await read('electron-builder.yml')
  expect(text).toMatch(/^publish: null$/m)
  expect(text).not.toMatch(
    /certificateFile|certificateSubjectName|certificateSha1|cscLink|identity:|verifyUpdateCodeSignature/,
  )
  expect(text.match(/^ {2}target: \[AppImage, deb, rpm\]$/m)).not.toBeNull()
})
