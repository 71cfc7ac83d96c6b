import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Painting } from '#shared/mask/painting.ts'
import { createHostClient } from '#shared/api/client.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Editor } from '../base/editor.ts'
import { createParts } from '../base/editor.ts'
import { connectHost } from '../base/host.ts'
import { replay } from '../state/runs/runs.ts'
import { activeTab, edit, openTab, setTabRun, undo } from '../state/tabs.ts'
import type { SavedSession } from './sessionSaver.ts'
import { createSessionSaver } from './sessionSaver.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

const painting: Painting = {
  version: 1,
  picture: { sha256: 'a'.repeat(64), width: 4, height: 4 },
  steps: [{ tool: 'invert' }],
}

const session: SavedSession = {
  gesture: { isDown: () => false, up: () => {} },
  hasStart: false,
  painting: (how) => ({ ...painting, ...(how === 'whole' && { preview: 'small' }) }),
}

const start = () => createSessionSaver(editor, { node: 'p', port: 'painting', again: false }, () => session)
const savedPainting = (): unknown => activeTab(editor)?.workflow.nodes[0]?.values?.['painting']

beforeEach(() => {
  vi.useFakeTimers()
  const workflow = workflowOf({ p: 'local/paint-mask' })
  openTab(editor, { id: 'tab', entry: null, workflow, saved: workflow, readOnly: false })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a painted mask', () => {
  test('is in the workflow a moment after each stroke, so that a crash does not lose it', () => {
    const saver = start()
    saver.changed()
    expect(savedPainting()).toBeUndefined()
    vi.advanceTimersByTime(300)
    expect(savedPainting()).toEqual(painting)
  })

  test('is one act, which one undo takes back, however many strokes it has', async () => {
    const before = activeTab(editor)?.workflow
    const saver = start()
    saver.changed()
    vi.advanceTimersByTime(300)
    saver.changed()
    vi.advanceTimersByTime(300)
    await saver.done(session)
    expect(savedPainting()).toEqual({ ...painting, preview: 'small' })
    undo(editor)
    expect(activeTab(editor)?.workflow).toBe(before)
  })

  test('is no act where nothing was painted', async () => {
    const before = activeTab(editor)?.workflow
    await start().done(session)
    expect(activeTab(editor)).toMatchObject({ workflow: before, past: [] })
  })

  test('is saved without answering a waiting run, which only Done does', async () => {
    const requests: unknown[] = []
    connectHost(
      editor,
      createHostClient({
        request: (name) => {
          requests.push(name)
          return Promise.resolve({})
        },
        subscribe: () => () => {},
      }),
    )
    replay(editor, 'run', [
      { type: 'run.started', at: 0, run: 'run', workflow: 'tab', nodes: ['p'], seeds: {} },
      { type: 'step.asked', at: 0, node: 'p', item: '0', input: 'painting', words: 'Paint.', inputs: {} },
    ])
    setTabRun(editor, 'tab', 'run')
    const saver = start()
    saver.changed()
    expect(saver.save(session)).toBe(true)
    expect([savedPainting(), requests]).toEqual([{ ...painting, preview: 'small' }, []])
    await start().done(session)
    expect(requests).toEqual(['run.answer'])
  })

  test('holds up nobody if no run waits, or if nothing is painted', () => {
    expect(start().save(session)).toBe(false)
    expect(start().save({ ...session, painting: () => ({ ...painting, steps: [] }) })).toBe(false)
  })

  test('is removed when it is cancelled, and nothing else with it', () => {
    edit(editor, (workflow) => ({ ...workflow, name: 'Named' }))
    const before = activeTab(editor)?.workflow
    const saver = start()
    saver.changed()
    vi.advanceTimersByTime(300)
    saver.changed()
    saver.cancel()
    vi.advanceTimersByTime(1000)
    expect(activeTab(editor)?.workflow).toBe(before)
  })

  test('cancelled before anything was saved undoes nothing', () => {
    edit(editor, (workflow) => ({ ...workflow, name: 'Named' }))
    const saver = start()
    saver.changed()
    saver.cancel()
    vi.advanceTimersByTime(1000)
    expect(activeTab(editor)?.workflow.name).toBe('Named')
  })
})
