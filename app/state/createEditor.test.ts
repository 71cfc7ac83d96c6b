import { defaultSettings as settings } from '#shared/api/defaultSettings.ts'
import { expect, test } from 'vitest'
import type { Connection } from '../base/transport/socket.ts'
import type { Effect } from './createEditor.ts'
import { createEditor } from './createEditor.ts'
import { runsStore } from './runs/runs.ts'
import { tabsStore } from './tabs.ts'
import { viewStore } from './view.ts'

const answers: Readonly<Record<string, unknown>> = {
  'host.hello': {
    version: '0.1.0',
    settings,
    engines: [],
    firstStart: false,
    imageFolder: '/images',
    refusal: null,
  },
  'run.list': [],
  'tabs.list': { open: null },
  'draft.list': [],
  'result.newest': [],
}

/** An editor with a host whose library is empty. `hello` says when, and whether, the host answers the first request. */
function makeEditor(hello: () => Promise<void> = () => Promise.resolve()) {
  const log: string[] = []
  const effect =
    (name: string): Effect =>
    () => {
      log.push(`begin ${name}`)
      return () => void log.push(`end ${name}`)
    }
  let listener: ((event: unknown) => void) | null = null
  let report: (state: Connection) => void = () => {}
  const editor = createEditor({
    connect: (onState) => {
      report = onState
      return {
        async request(name) {
          if (name === 'host.hello') await hello()
          return answers[name]
        },
        subscribe: (added) => {
          listener = added
          return () => (listener = null)
        },
        close: () => void log.push('close'),
      }
    },
    effects: [effect('keyboard'), effect('theme')],
    effectsOnceStarted: [effect('drafts'), effect('forecast')],
  })
  return {
    editor,
    log,
    report: (state: Connection) => report(state),
    emit: (event: unknown) => listener?.(event),
  }
}

test('the effects that save the open tabs begin only once the tabs are restored', async () => {
  const gate = Promise.withResolvers<void>()
  const { editor, log } = makeEditor(() => gate.promise)
  expect(log).toEqual(['begin keyboard', 'begin theme'])
  gate.resolve()
  await editor.ready
  expect(log.slice(2)).toEqual(['begin drafts', 'begin forecast'])
  expect(editor.get(tabsStore).getState().tabs.length).toBe(1)
  expect(editor.get(viewStore).getState()).toMatchObject({
    started: true,
    caughtUp: true,
    connection: 'connected',
  })
  editor.dispose()
})

test('a disposed editor ends each effect once, the last first, and closes its connection', async () => {
  const { editor, log } = makeEditor()
  await editor.ready
  editor.dispose()
  editor.dispose()
  expect(log.slice(4)).toEqual(['end forecast', 'end drafts', 'end theme', 'end keyboard', 'close'])
})

test('a disposed editor receives neither events nor the state of the connection', async () => {
  const { editor, report, emit } = makeEditor()
  await editor.ready
  editor.dispose()
  report('lost')
  emit({
    type: 'settings.changed',
    settings: { ...settings, concurrency: 1 },
    engines: [],
    mode: 'practice',
  })
  expect(editor.get(viewStore).getState()).toMatchObject({ connection: 'connected', settings })
})

test('an editor that is disposed before the host has answered starts nothing when it does', async () => {
  const gate = Promise.withResolvers<void>()
  const { editor, log } = makeEditor(() => gate.promise)
  editor.dispose()
  gate.resolve()
  await editor.ready
  expect(log).toEqual(['begin keyboard', 'begin theme', 'end theme', 'end keyboard', 'close'])
  expect(editor.get(viewStore).getState().started).toBe(false)
  expect(editor.get(runsStore).getState().rows).toEqual([])
})

test('an editor that no host admits begins when one does', async () => {
  let isThere = false
  const { editor, log, report } = makeEditor(() =>
    isThere ? Promise.resolve() : Promise.reject(new Error('no host')),
  )
  await editor.ready
  expect(editor.get(viewStore).getState().started).toBe(false)
  isThere = true
  const started = new Promise<void>((resolve) => {
    editor.get(viewStore).subscribe(({ caughtUp }) => caughtUp && resolve())
  })
  report('connected')
  await started
  expect(log.slice(2)).toEqual(['begin drafts', 'begin forecast'])
  editor.dispose()
})
