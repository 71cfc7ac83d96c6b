import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { namedAssets } from './namedAssets.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-named-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const asset = (digit: string): string => digit.repeat(64)

test('a library without saved workflows names no assets', async () => {
  expect(await namedAssets(home)).toEqual(new Set())
})

test('assets of saved workflows and of drafts are found, even in a file that is no longer a workflow', async () => {
  mkdirSync(join(home, 'workflows'))
  mkdirSync(join(home, 'drafts'))
  writeFileSync(join(home, 'workflows', 'a.patchbay.json'), JSON.stringify({ image: { asset: asset('a') } }))
  writeFileSync(join(home, 'drafts', 'b.json'), `{ "cut off": "${asset('b')}`)
  expect(await namedAssets(home)).toEqual(new Set([asset('a'), asset('b')]))
})

test('so are those of removed workflows, which can be restored', async () => {
  mkdirSync(join(home, 'workflows', 'removed'), { recursive: true })
  const text = JSON.stringify({ image: { asset: asset('c') } })
  writeFileSync(join(home, 'workflows', 'removed', '1a2b3c4d a.patchbay.json'), text)
  expect(await namedAssets(home)).toEqual(new Set([asset('c')]))
})
