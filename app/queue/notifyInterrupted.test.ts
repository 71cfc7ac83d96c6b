import { beforeEach, expect, test } from 'vitest'
import type { QueueState, RunRow } from '#shared/api/records.ts'
import type { Editor } from '../base/editor.ts'
import { createParts } from '../base/editor.ts'
import type { ToastOptions } from '../base/notify.ts'
import { setRows } from '../state/runs/runs.ts'
import type { Memory } from './notifyInterrupted.ts'
import { interruptedText, notifyInterrupted } from './notifyInterrupted.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

const row = (id: string, state: QueueState, name = id): RunRow => ({
  id,
  name,
  workflow: null,
  mode: 'practice',
  state,
  queuedAt: 0,
  startedAt: null,
  finishedAt: null,
  cost: null,
  node: null,
})

function createMemory(): Memory {
  const stored = new Map<string, string>()
  return { getItem: (key) => stored.get(key) ?? null, setItem: (key, text) => void stored.set(key, text) }
}

interface ShownToast extends ToastOptions {
  readonly words: string
}

/** Shows messages as a page does; `standing` are those shown now, which the user may act on or close. */
function createPage(memory = createMemory()) {
  const standing = new Set<ShownToast>()
  const acts: string[] = []
  const stop = notifyInterrupted(editor, {
    finish: (run) => void acts.push(`finish ${run}`),
    show: () => void acts.push('show'),
    showMessage(words, options) {
      const toast = { words, ...options }
      standing.add(toast)
      return () => {
        if (standing.delete(toast)) options.onGone?.()
      }
    },
    memory,
  })
  const words = (): readonly string[] => [...standing].map(({ words: said }) => said)
  const act = (): void => {
    for (const toast of standing) {
      standing.delete(toast)
      toast.action?.run()
    }
  }
  return { acts, act, words, stop }
}

test.each([
  [[{ name: 'Harbour' }], '1 run was interrupted: Harbour.'],
  [[{ name: '' }], '1 run was interrupted: Untitled.'],
  [[{ name: 'Harbour' }, { name: 'Forest' }], '2 runs were interrupted.'],
])('%j is described as %j', (rows, words) => {
  expect(interruptedText(rows)).toBe(words)
})

test('one interrupted run is reported with its button, until it continues', () => {
  setRows(editor, [row('a', 'interrupted'), row('b', 'done')])
  const { act, acts, words, stop } = createPage()
  expect(words()).toEqual(['1 run was interrupted: a.'])
  setRows(editor, [row('a', 'running'), row('b', 'done')])
  expect(words()).toEqual([])
  setRows(editor, [row('a', 'interrupted'), row('b', 'done')])
  act()
  expect([words(), acts]).toEqual([[], ['finish a']])
  stop()
})

test('several are shown in the queue, each with its own button', () => {
  setRows(editor, [row('a', 'interrupted'), row('b', 'interrupted')])
  const { act, acts, stop } = createPage()
  act()
  expect(acts).toEqual(['show'])
  stop()
})

test('a message that the user has acted on is not shown again, even by a reloaded page', () => {
  const memory = createMemory()
  setRows(editor, [row('a', 'interrupted')])
  const { act, stop } = createPage(memory)
  act()
  stop()
  const again = createPage(memory)
  expect(again.words()).toEqual([])
  setRows(editor, [row('b', 'interrupted'), row('a', 'interrupted')])
  expect(again.words()).toEqual(['1 run was interrupted: b.'])
  again.stop()
})
