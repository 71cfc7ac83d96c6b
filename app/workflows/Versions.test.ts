import { createElement as draw } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { WorkflowVersion } from '#shared/api/records.ts'
import { createParts } from '../base/editor.ts'
import { showsIn } from '../state/testing/showsIn.ts'
import { VersionList } from './Versions.tsx'

const MINUTE = 60_000
beforeEach(() => vi.useFakeTimers({ now: 30 * MINUTE }))
afterEach(() => vi.useRealTimers())

const version: WorkflowVersion = {
  id: 'v',
  at: 25 * MINUTE,
  name: null,
  from: 'run',
  run: 'r',
  media: null,
  prompt: null,
}

test.each<[Partial<WorkflowVersion>, string, string]>([
  [{}, 'Run', 'Run · 5 min ago'],
  [{ from: 'save', at: 30 * MINUTE }, 'Saved', 'Saved · just now'],
  [{ prompt: 'A red lighthouse' }, 'A red lighthouse', 'Run · 5 min ago'],
  [{ prompt: 'A red lighthouse', name: 'Before the storm' }, 'Before the storm', 'Run · 5 min ago'],
])('the version %o is listed as %j', (change, title, when) => {
  const list = draw(VersionList, {
    versions: [{ ...version, ...change }],
    onRestore: () => {},
    onName: () => {},
  })
  expect(showsIn(createParts(), list)).toEqual([
    title,
    when,
    `button "Name ${title}"`,
    `button "Restore ${title}"`,
  ])
})
