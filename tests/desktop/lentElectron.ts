import { createFakeElectron } from '../../main/electron/testing/fakeElectron.ts'
import type { MenuEntry } from '../../main/electron/electron.ts'
import type { Answer, Question } from './desktopProcess.ts'

// The packed main's `electron`, in a separate process: the fake, which its starter may query.

const send = (message: Answer): void => void process.send?.(message)
const fake = createFakeElectron({ onSend: (channel, event) => send({ sent: [channel, event] }) })

export const {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
} = fake.electron

const page = { senderFrame: { parent: null, origin: 'app://patchbay' } }

async function answer(question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'invoke':
      return fake.channels.get(question.channel)?.(page, question.input)
    case 'fetch': {
      const response = await fake.fetch(question.url)
      const body = Buffer.from(await response.arrayBuffer()).toString('base64')
      return { status: response.status, headers: Object.fromEntries(response.headers), body }
    }
    case 'opened':
      await fake.until(() => fake.windows.length > 0)
      return null
    case 'windows':
      return fake.windows.map(({ options, calls, window }) => ({
        options,
        calls,
        gone: window.isDestroyed(),
      }))
    case 'dialogs':
      return fake.dialogs
    case 'choose':
      findEntry(fake.menus.at(-1) ?? [], question.label)?.click?.({}, {}, {})
      return null
    case 'happen':
      await fake.app.happen(question.event, { preventDefault: () => {} }, ...question.with)
      return null
    case 'quit':
      fake.electron.app.quit()
      await fake.until(() => fake.windows.every(({ window }) => window.isDestroyed()))
      return null
  }
}

const findEntry = (entries: readonly MenuEntry[], label: string): MenuEntry | undefined =>
  entries
    .flatMap((entry) => [entry, ...(entry.submenu ?? [])])
    .find((entry) => entry.label === label && entry.click !== undefined)

// The cast: the other half of this file asks.
process.on('message', ({ id, question }: { readonly id: number; readonly question: Question }) => {
  answer(question).then(
    (value) => send({ id, value: value ?? null }),
    (thrown: unknown) => send({ id, error: String(thrown) }),
  )
})
process.on('disconnect', () => process.exit())
