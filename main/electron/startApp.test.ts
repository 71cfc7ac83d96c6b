import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { endpoints } from '#nodes/endpoints.ts'
import { localTypes as types } from '#nodes/localTypes.ts'
import { openLibrary } from '../library/openLibrary.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { EVENTS, REQUESTS } from './channels.ts'
import type { Sender } from './electron.ts'
import { startApp } from './startApp.ts'
import type { FakeElectronOptions } from './testing/fakeElectron.ts'
import { createFakeElectron } from './testing/fakeElectron.ts'
import { preventable } from './testing/fakeEmitter.ts'

const page: Sender = { senderFrame: { parent: null, origin: 'app://patchbay' } }

interface StartOptions extends FakeElectronOptions {
  readonly home?: string
  readonly words?: readonly string[]
  readonly platform?: NodeJS.Platform
  readonly onFault?: (call: (thrown: unknown) => void) => void
}

async function start(options: StartOptions = {}) {
  const fake = createFakeElectron(options)
  const home = options.home ?? testFolder()
  const built = testFolder()
  mkdirSync(built, { recursive: true })
  writeFileSync(join(built, 'index.html'), '<!doctype html>')
  await startApp(fake.electron, {
    env: { PATCHBAY_HOME: home },
    platform: options.platform ?? 'linux',
    words: options.words ?? [],
    folder: home,
    page: built,
    preload: '/preload.cjs',
    version: '1.2.3',
    types,
    endpoints,
    now: () => 0,
    onFault: options.onFault ?? (() => {}),
    updates: 'announce',
    loadUpdater: () => Promise.reject(new Error('offline')),
  })
  const isOver = (): boolean => fake.windows.every(({ window }) => window.isDestroyed())
  onTestFinished(async () => {
    if (isOver()) return
    fake.electron.app.quit()
    await fake.until(() => fake.calls.filter((call) => String(call) === 'quit').length > 1)
  })
  const request = (name: string, input: unknown) =>
    fake.channels.get(REQUESTS)?.(page, { id: 1, name, input })
  return { ...fake, home, ask: request, isOver }
}

const names = (calls: readonly unknown[]): readonly unknown[] =>
  calls.map((call) => (Array.isArray(call) ? (call[0] as unknown) : call))

test('its own folder and the scheme are set before Electron is ready, and the page is served', async () => {
  const { calls, home, windows, fetch, ask: request } = await start()
  const before = names(calls).slice(0, names(calls).indexOf('whenReady'))
  expect(before).toEqual(['setPath', 'registerSchemesAsPrivileged', 'setAboutPanelOptions'])
  expect(calls[0]).toEqual(['setPath', 'userData', join(home, 'shell')])
  expect(windows.length).toBe(1)
  expect(await (await fetch('app://patchbay/')).text()).toBe('<!doctype html>')
  expect(await request('host.hello', {})).toMatchObject({ output: { version: '1.2.3', firstStart: true } })
})

test('a second instance of a library passes on its arguments, and ends', async () => {
  const second = await start({ second: true })
  expect([names(second.calls), second.windows, second.channels.size]).toEqual([['setPath', 'quit'], [], 0])
  const first = await start()
  await first.app.happen('second-instance', {}, ['patchbay'], '/')
  expect(first.windows[0]?.calls).toContain('focus')
})

test('there is one channel for requests, for the page alone', async () => {
  const { channels } = await start()
  expect([...channels.keys()]).toEqual([REQUESTS])
  const stranger = { senderFrame: { parent: {}, origin: 'app://patchbay' } }
  for (const handle of channels.values()) expect(await handle(stranger, {})).toHaveProperty('error')
})

test('a file that it was started with is shown when the page listens, and added to the recent ones', async () => {
  const home = testFolder()
  const path = join(home, 'Harbour.patchbay.json')
  writeFileSync(path, '{"format":"patchbay/workflow","version":1,"nodes":[],"edges":[]}')
  const {
    ask: request,
    calls,
    until,
    windows,
  } = await start({
    home,
    words: ['Harbour.patchbay.json'],
    platform: 'win32',
  })
  await until(() => names(calls).includes('addRecentDocument'))
  expect(calls).toContainEqual(['addRecentDocument', path])
  expect(windows[0]?.sent).toEqual([])
  await request('shell.commands', { commands: [] })
  expect(windows[0]?.sent).toEqual([
    [EVENTS, { type: 'opened', name: 'Harbour', text: readFileSync(path, 'utf8') }],
  ])
})

test('the menus are those that the page has sent, and choosing an entry notifies the page', async () => {
  const { ask: request, menus, windows } = await start()
  await request('shell.commands', {
    commands: [{ id: 'run.start', title: 'Run', group: 'Run', keys: 'Mod+Enter' }],
  })
  const run = menus.at(-1)?.find(({ label }) => label === 'Run')?.submenu?.[0]
  expect(run).toMatchObject({ label: 'Run', accelerator: 'CommandOrControl+Enter' })
  run?.click?.({}, {}, {})
  expect(windows[0]?.sent).toEqual([[EVENTS, { type: 'command', id: 'run.start' }]])
})

test('if another process holds the library an error is shown, and the app ends', async () => {
  const home = testFolder()
  const library = await openLibrary({ env: { PATCHBAY_HOME: home }, what: 'another program' })
  onTestFinished(() => library.close())
  const { calls, dialogs, windows } = await start({ home })
  expect(dialogs).toEqual([
    ['Patchbay cannot open its library', expect.stringMatching(/in use by process \d+ \(another program\)/)],
  ])
  expect([windows, names(calls).at(-1)]).toEqual([[], 'exit'])
})

test('a key that the page sets is stored by the system, and is in no file and no log', async () => {
  const faults: ((thrown: unknown) => void)[] = []
  const {
    ask: request,
    electron,
    home,
    isOver,
    until,
  } = await start({ onFault: (call) => faults.push(call) })
  const key = 'canary-secret-0123456789'
  expect(await request('key.set', { engine: 'runcomfy', key, remember: true })).toEqual({
    id: 1,
    output: { from: 'file' },
  })
  const bucket = {
    endpoint: 'https://s3.example.com',
    region: 'us-east-1',
    bucket: 'pictures',
    prefix: '',
    lifetime: 3600,
    pathStyle: true,
  }
  await request('settings.change', { bucket })
  await request('bucket.setKeys', { accessKeyId: 'id', secretAccessKey: key, remember: true })
  expect(readFileSync(join(home, 'key')).includes(key)).toBe(false)
  expect(readFileSync(join(home, 'bucket-keys')).includes(key)).toBe(false)
  faults[0]?.(new Error(`${key} was refused`))
  electron.app.quit()
  await until(isOver)
  const logs = readdirSync(join(home, 'logs')).map((file) => readFileSync(join(home, 'logs', file), 'utf8'))
  expect(logs.join('')).toContain('[key] was refused')
  expect(logs.join('')).not.toContain(key)
})

describe('another address', () => {
  const own = 'https://model-api.runcomfy.net'
  const elsewhere = 'http://127.0.0.1:9'

  test('is confirmed in a system dialog, and does not inherit a key', async () => {
    const { ask: request, dialogs } = await start()
    await request('key.set', { engine: 'runcomfy', key: 'sk-canary-0123456789', remember: true })
    const changed = await request('settings.change', {
      engines: { runcomfy: { apiUrl: elsewhere } },
    })
    expect(changed).toMatchObject({ output: { engines: { runcomfy: { apiUrl: elsewhere } } } })
    expect(dialogs).toEqual([
      {
        type: 'question',
        message: 'Use another address for the API?',
        detail: `${elsewhere}\n\nWhat you run is sent there from now on. Your key is not: enter the key for this address in the settings.`,
        buttons: ['Use it', 'Cancel'],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      },
    ])
    expect(await request('host.hello', {})).toMatchObject({
      output: {
        engines: expect.arrayContaining([
          expect.objectContaining({
            key: { from: null, elsewhere: own },
            address: { origin: elsewhere, fixed: false },
          }),
        ]) as unknown,
      },
    })
    expect(await request('key.test', { engine: 'runcomfy' })).toMatchObject({
      error: { code: 'account.key' },
    })
  })

  test('in a settings file that another program wrote gets no key without that dialog', async () => {
    const home = testFolder()
    writeFileSync(join(home, 'settings.json'), JSON.stringify({ apiUrl: elsewhere }))
    const { ask: request, dialogs } = await start({ home, answers: [1] })
    const key = { engine: 'runcomfy', key: 'sk-canary-0123456789', remember: true }
    expect(await request('key.set', key)).toMatchObject({ error: { code: 'cancelled' } })
    expect([dialogs.length, existsSync(join(home, 'key'))]).toEqual([1, false])
    expect(await request('key.set', key)).toEqual({ id: 1, output: { from: 'file' } })
    expect(await request('key.set', key)).toEqual({ id: 1, output: { from: 'file' } })
    expect(dialogs.length).toBe(2)
  })

  test('is not set if the user declines', async () => {
    const { ask: request } = await start({ answers: [1, 1] })
    expect(await request('settings.change', { engines: { runcomfy: { apiUrl: elsewhere } } })).toMatchObject({
      error: { code: 'cancelled' },
    })
    const bucket = {
      endpoint: 'https://169.254.169.254',
      region: 'us-east-1',
      bucket: 'pictures',
      prefix: '',
      lifetime: 3600,
      pathStyle: true,
    }
    expect(await request('settings.change', { bucket })).toMatchObject({ error: { code: 'cancelled' } })
    expect(await request('host.hello', {})).toMatchObject({
      output: { settings: { engines: {}, bucket: null } },
    })
  })
})

test('closing the last window ends the app when all is on the disk, and another may open the library', async () => {
  const { home, windows, isOver, calls, until } = await start()
  windows[0]?.window.close()
  await until(() => isOver() && names(calls).at(-1) === 'quit')
  expect(windows.length).toBe(1)
  const library = await openLibrary({ env: { PATCHBAY_HOME: home }, what: 'the next one' })
  library.close()
})

test('when the machine shuts down, the app waits until everything is on the disk, and nobody is asked', async () => {
  const { power, dialogs, isOver, until } = await start()
  const event = preventable({})
  await power.happen('shutdown', event)
  await until(isOver)
  expect([event.prevented(), dialogs]).toEqual([true, []])
})

test('a page that has crashed finds the active runs: the session is independent of the page', async () => {
  const { ask: request, windows } = await start()
  await request('shell.commands', { commands: [] })
  await windows[0]?.page.happen('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
  expect(windows[0]?.calls).toContain('reload')
  expect(await request('run.list', {})).toEqual({ id: 1, output: [] })
})

test('the log is shown as a folder of the library, also from the menu of a page', async () => {
  const { ask: request, calls, home } = await start()
  expect(await request('log.show', {})).toEqual({ id: 1, output: { lines: null } })
  expect(calls).toContainEqual(['showItemInFolder', join(home, 'logs')])
  expect(await request('host.diagnose', {})).toMatchObject({
    output: { text: expect.stringContaining('Patchbay 1.2.3') },
  })
})
