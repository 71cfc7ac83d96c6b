import { expect, test } from 'vitest'

import { installedMatches } from './packages.mjs'

const wanted = {
  packages: {
    '': { version: '1.0.0' },
    'node_modules/zod': { version: '4.6.0', integrity: 'sha512-a' },
    'node_modules/here': { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] },
    'node_modules/elsewhere': { version: '1.0.0', optional: true, os: ['aix'], cpu: ['ppc64'] },
  },
}

const zod = { version: '4.6.0', integrity: 'sha512-a' }
const here = { version: '1.0.0' }

test.each([
  ['all that this machine needs', { 'node_modules/zod': zod, 'node_modules/here': here }, true],
  ['nothing', {}, false],
  [
    'an older version',
    { 'node_modules/zod': { ...zod, version: '4.5.0' }, 'node_modules/here': here },
    false,
  ],
  [
    'other contents',
    { 'node_modules/zod': { ...zod, integrity: 'sha512-b' }, 'node_modules/here': here },
    false,
  ],
  ["all but this machine's binaries", { 'node_modules/zod': zod }, false],
])('installed: %s', (_, packages, matches) => {
  expect(installedMatches(wanted, { packages })).toBe(matches)
})
