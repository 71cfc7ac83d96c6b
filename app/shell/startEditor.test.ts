import { defaultSettings as settings } from '#shared/api/defaultSettings.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import type { RunRow } from '#shared/api/records.ts'
import { notifyError, toasts } from '../base/notify.ts'
import type { OpenEditor } from '../state/createEditor.ts'
import { runsStore } from '../state/runs/runs.ts'
import { edit, nameOfTab, openTab, tabsStore } from '../state/tabs.ts'
import { show, viewStore } from '../state/view.ts'
import { startEditor } from './startEditor.ts'

const hello = {
  version: '0.1.0',
  settings,
  engines: [],
  firstStart: false,
  imageFolder: '/images',
  refusal: null,
}

const answers: Readonly<Record<string, unknown>> = {
  'host.hello': hello,
  'run.list': [],
  'tabs.list': { open: null },
  'tabs.keep': {},
  'draft.list': [],
  'draft.keep': { version: '1' },
  'draft.change': { version: '2' },
  'draft.drop': {},
  'result.newest': [],
  'workflow.list': [],
}

const row: RunRow = {
  id: 'run-1',
  name: 'Harbour',
  workflow: null,
  mode: 'practice',
  state: 'running',
  queuedAt: 1,
  startedAt: 1,
  finishedAt: null,
  cost: null,
  node: null,
}

/** An event source that counts its listeners. */
function createTarget(listeners: Set<unknown>) {
  return {
    addEventListener: (_: string, listener: unknown) => void listeners.add(listener),
    removeEventListener: (_: string, listener: unknown) => void listeners.delete(listener),
  }
}

let listeners: Set<unknown>

beforeEach(() => {
  vi.useFakeTimers()
  listeners = new Set()
  const memory = { getItem: () => null, setItem: () => {} }
  vi.stubGlobal('window', {
    ...createTarget(listeners),
    setTimeout: (call: () => void, milliseconds: number) => setTimeout(call, milliseconds),
    clearTimeout: (timer: number) => clearTimeout(timer),
  })
  vi.stubGlobal('document', {
    ...createTarget(listeners),
    documentElement: { dataset: {}, toggleAttribute: () => {} },
    hidden: false,
    title: '',
  })
  vi.stubGlobal('matchMedia', () => ({ ...createTarget(listeners), matches: false }))
  vi.stubGlobal('localStorage', memory)
  vi.stubGlobal('sessionStorage', memory)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A started editor of this page with a host of its own. */
async function open(answer: (name: string) => Promise<unknown> = async (name) => answers[name]) {
  const requests: string[] = []
  const notices: string[] = []
  let emit: (event: unknown) => void = () => {}
  const editor = startEditor(() => ({
    request(name) {
      requests.push(name)
      return answer(name)
    },
    subscribe(listener) {
      emit = listener
      return () => (emit = () => {})
    },
  }))
  editor.get(toasts)[' subscribe'](({ action, options }) => {
    const { title }: { readonly title?: unknown } = options
    if (action === 'add') notices.push(String(title))
  })
  await editor.ready
  return { editor, requests, notices, emit: (event: unknown) => emit(event) }
}

const known = (editor: OpenEditor) => ({
  tabs: editor.get(tabsStore).getState().tabs.map(nameOfTab),
  rows: editor.get(runsStore).getState().rows,
  panel: editor.get(viewStore).getState().panel,
})

const openHarbour = (editor: OpenEditor): void =>
  openTab(editor, {
    id: 'draft-harbour',
    entry: null,
    workflow: emptyWorkflow('Harbour'),
    saved: null,
    readOnly: false,
  })

const rename = (editor: OpenEditor, name: string): void => edit(editor, (workflow) => ({ ...workflow, name }))

test('two editors in one page do not share tabs, runs, notices and panels', async () => {
  const one = await open()
  const other = await open()
  openHarbour(one.editor)
  one.emit({ type: 'runs.changed', runs: [row], order: [row.id] })
  notifyError(one.editor, 'There is no room left.')
  show(one.editor, { panel: 'queue' })
  expect([known(one.editor), one.notices]).toEqual([
    { tabs: ['Untitled', 'Harbour'], rows: [row], panel: 'queue' },
    ['There is no room left.'],
  ])
  expect([known(other.editor), other.notices]).toEqual([{ tabs: ['Untitled'], rows: [], panel: null }, []])
  one.editor.dispose()
  other.editor.dispose()
})

test('a disposed editor sends its host nothing more, and the other continues', async () => {
  const one = await open()
  const other = await open()
  for (const { editor } of [one, other]) openHarbour(editor)
  one.editor.dispose()
  for (const { requests } of [one, other]) requests.length = 0
  for (const { editor } of [one, other]) rename(editor, 'Pier')
  await vi.runAllTimersAsync()
  expect(one.requests).toEqual([])
  expect(other.requests).toContain('draft.keep')
  other.editor.dispose()
})

test('disposed editors leave no timer and no listener in the page', async () => {
  const one = await open()
  const other = await open()
  expect(listeners.size).toBeGreaterThan(0)
  for (const { editor } of [one, other]) {
    rename(editor, 'Pier')
    show(editor, { settings })
  }
  expect(vi.getTimerCount()).toBeGreaterThan(0)
  one.editor.dispose()
  other.editor.dispose()
  expect([vi.getTimerCount(), listeners]).toEqual([0, new Set()])
})

test('pending requests of a disposed editor are not retried', async () => {
  const gate = Promise.withResolvers<never>()
  const { editor, requests } = await open(async (name) =>
    name === 'draft.keep' ? gate.promise : answers[name],
  )
  openHarbour(editor)
  rename(editor, 'Pier')
  await vi.runAllTimersAsync()
  expect(requests).toContain('draft.keep')
  editor.dispose()
  gate.reject(new Error('the host is gone'))
  await vi.advanceTimersByTimeAsync(0)
  expect(vi.getTimerCount()).toBe(0)
})
