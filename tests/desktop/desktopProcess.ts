import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { BrowserWindowConstructorOptions } from 'electron'
import { compileCache } from '../faults/commandLine.ts'

export type Question =
  | { readonly ask: 'invoke'; readonly channel: string; readonly input: unknown }
  | { readonly ask: 'fetch'; readonly url: string }
  | { readonly ask: 'opened' | 'windows' | 'dialogs' | 'quit' }
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

/**
 * The built main of the desktop app in a separate process, with the fake for Electron. A question to an app that has
 * ended, or ends before it has answered, rejects with the app's last output. A question without a waiter may be
 * ignored: a test kills the app with open questions, and that is no error.
 */
export interface DesktopProcess {
  invoke(channel: string, input: unknown): Promise<unknown>
  fetch(url: string): Promise<Fetched>
  /** Resolves when it has opened a window. */
  opened(): Promise<void>
  windows(): Promise<readonly Window[]>
  dialogs(): Promise<readonly unknown[]>
  choose(label: string): Promise<void>
  /** Of the app; the event object itself is omitted. */
  happen(event: string, ...given: readonly unknown[]): Promise<void>
  /** Resolves when its windows are gone. */
  quit(): Promise<void>
  /** Calls back with what is sent to the page. */
  onSent(call: (channel: string, event: unknown) => void): void
  /** Kills it. */
  kill(): Promise<void>
}

/** Starts the main in `folder`, which has the app's own layout. */
export function startDesktop(
  folder: string,
  home: string,
  env: Readonly<Record<string, string>> = {},
): DesktopProcess {
  const child = fork(join(folder, 'dist/main/main.js'), [], {
    execArgv: ['--import', join(import.meta.dirname, 'lendElectron.ts')],
    env: { PATH: process.env['PATH'], PATCHBAY_HOME: home, ...compileCache, ...env },
    // Pipes must be read, or the process neither continues nor is ever closed.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let output = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  const pending = new Map<number, PromiseWithResolvers<unknown>>()
  const listeners = new Set<(channel: string, event: unknown) => void>()
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  let over = false
  const gone = (): Error => new Error(`the app has ended: ${output}`)
  // Not at its exit: only then has all of its output been read.
  child.once('close', () => {
    over = true
    for (const { reject } of pending.values()) reject(gone())
    pending.clear()
    end()
  })
  // A process that could not be started or reached has an end like any other.
  child.on('error', (error) => (output += String(error)))
  // The cast: our own counterpart answers.
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
    // Waiters get it; without any, it is no error.
    waiting.promise.catch(() => {})
    if (over) waiting.reject(gone())
    else {
      pending.set(id, waiting)
      // A message that can no longer be sent is rejected by the end, which is then near.
      child.send({ id, question }, () => {})
    }
    return waiting.promise
  }
  // The casts are the counterpart's answers to each question.
  return {
    invoke: (channel, input) => ask({ ask: 'invoke', channel, input }),
    fetch: (url) => ask({ ask: 'fetch', url }) as Promise<Fetched>,
    opened: () => ask({ ask: 'opened' }) as Promise<void>,
    windows: () => ask({ ask: 'windows' }) as Promise<readonly Window[]>,
    dialogs: () => ask({ ask: 'dialogs' }) as Promise<readonly unknown[]>,
    choose: (label) => ask({ ask: 'choose', label }) as Promise<void>,
    happen: (event, ...given) => ask({ ask: 'happen', event, with: given }) as Promise<void>,
    quit: () => ask({ ask: 'quit' }) as Promise<void>,
    onSent: (call) => void listeners.add(call),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
