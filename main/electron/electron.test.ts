import type * as real from 'electron'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Electron } from './electron.ts'

/** Checked only by the compiler: it fails if Electron's types differ from what is used. The fake has this type too. */
export const lend = (electron: typeof real): Electron => electron

test('none but the two entries imports Electron itself, which under Node would be fetched', () => {
  const folder = import.meta.dirname
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  const importers = files.filter((file) =>
    /^(import(?! type)[^']*|\} from )'electron'/m.test(
      readFileSync(join(folder, file), 'utf8').replaceAll(/^import type [^]*?from '[^']*'$/gm, ''),
    ),
  )
  expect(importers.toSorted()).toEqual(['main.ts', 'preload.ts'])
})
