import { expect, test } from 'vitest'
import { firstView } from './firstView.mjs'

test('what the entry imports, by whatever way, is one chunk; what it loads later is not', () => {
  const imports: Readonly<Record<string, readonly string[]>> = {
    page: ['main'],
    main: ['react', 'shell'],
    shell: ['react', 'main'],
    panel: ['react', 'list'],
  }
  const context = {
    getModuleInfo: (id: string) => (imports[id] === undefined ? null : { importedIds: imports[id] }),
  }
  const nameOf = firstView(['page'])
  expect(['page', 'main', 'shell', 'react', 'panel', 'list'].map((id) => nameOf(id, context))).toEqual([
    'first',
    'first',
    'first',
    'first',
    null,
    null,
  ])
})
