import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { BrowserWindowConstructorOptions } from 'electron'

export type Question =
  | { readonly ask: 'invoke'; readonly channel: string; readonly input: unknown }
  | { readonly ask: 'fetch'; readonly url: string }
  | { readonly ask: 'windows' | 'dialogs' | 'quit' }
  | { readonly ask: 'choose'; readonly label: string }
  | { readonly ask: 'happen'; readonly event: string; readonly with: readonly unknown[] }

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }
  | { readonly sent: readonly [channel: string, event: unknown] }

export interface Window {
  readonly options: BrowserWindowConstructorOptions
  readonly calls: readonly unknown[]
  readonly gone: boolean
}

export interface Fetched {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** In base64. */
  readonly body: string
}

/** The built main of the desktop app in a process of its own, with the fake for Electron. */
export interface DesktopProcess {
  invoke(channel: string, input: unknown): Promise<unknown>
  fetch(url: string): Promise<Fetched>
  windows(): Promise<readonly Window[]>
  dialogs(): Promise<readonly unknown[]>
  choose(label: string): Promise<void>
  /** Of the app; the event itself comes first and is not given here. */
  happen(event: string, ...given: readonly unknown[]): Promise<void>
  quit(): Promise<void>
  /** Calls back with what is sent to the page. */
  onSent(call: (channel: string, event: unknown) => void): void
  /** As a crash would. */
  kill(): Promise<void>
}

/** Starts the main that lies in `folder`, which is laid out as the app's own. */
export function startDesktop(
  folder: string,
  home: string,
  env: Readonly<Record<string, string>> = {},
): DesktopProcess {
  const child = fork(join(folder, 'dist/main/main.js'), [], {
    execArgv: ['--import', join(import.meta.dirname, 'lendElectron.ts')],
    env: { PATH: process.env['PATH'], PATCHBAY_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let told = ''
  child.stderr?.on('data', (chunk: Buffer) => (told += chunk.toString()))
  const pending = new Map<number, PromiseWithResolvers<unknown>>()
  const listeners = new Set<(channel: string, event: unknown) => void>()
  const ended = once(child, 'exit')
  void ended.then(() => {
    for (const { reject } of pending.values()) reject(new Error(`the app has ended: ${told}`))
  })
  // The cast: it is our own other half that answers.
  child.on('message', (message: Answer) => {
    if ('sent' in message) {
      for (const listener of listeners) listener(...message.sent)
      return
    }
    const waiting = pending.get(message.id)
    pending.delete(message.id)
    if ('error' in message) waiting?.reject(new Error(message.error))
    else waiting?.resolve(message.value)
  })

  let last = 0
  const ask = (question: Question): Promise<unknown> => {
    const id = ++last
    const waiting = Promise.withResolvers<unknown>()
    pending.set(id, waiting)
    child.send({ id, question })
    return waiting.promise
  }
  // The casts name what the other half answers to each question.
  return {
    invoke: (channel, input) => ask({ ask: 'invoke', channel, input }),
    fetch: (url) => ask({ ask: 'fetch', url }) as Promise<Fetched>,
    windows: () => ask({ ask: 'windows' }) as Promise<readonly Window[]>,
    dialogs: () => ask({ ask: 'dialogs' }) as Promise<readonly unknown[]>,
    choose: async (label) => void (await ask({ ask: 'choose', label })),
    happen: async (event, ...given) => void (await ask({ ask: 'happen', event, with: given })),
    quit: async () => void (await ask({ ask: 'quit' })),
    onSent: (call) => void listeners.add(call),
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await ended
    },
  }
}
