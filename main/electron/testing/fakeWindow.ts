import type { BrowserWindowConstructorOptions, Rectangle } from 'electron'
import type { Contents, ShellWindow } from '../electron.ts'
import type { FakeEmitter } from './fakeEmitter.ts'
import { createFakeEmitter, preventable } from './fakeEmitter.ts'

/** A window that shows nothing, and records what was done to it. */
export interface FakeWindow {
  readonly window: ShellWindow
  readonly options: BrowserWindowConstructorOptions
  readonly calls: unknown[]
  /** What was sent to the page. */
  readonly sent: unknown[]
  readonly page: FakeEmitter
  readonly events: FakeEmitter
  focused: boolean
  /** The WebRTC IP policy; null: the default. */
  webRtc: string | null
  /** Requests another window; returns the result. */
  openWindow(url: string): unknown
}

const bounds: Rectangle = { x: 10, y: 20, width: 1000, height: 700 }

export function createFakeWindow(
  options: BrowserWindowConstructorOptions,
  onSend: (channel: string, event: unknown) => void = () => {},
): FakeWindow {
  const [events, page] = [createFakeEmitter(), createFakeEmitter()]
  const calls: unknown[] = []
  const sent: unknown[] = []
  let destroyed = false
  let opening: Parameters<Contents['setWindowOpenHandler']>[0] | null = null
  const record =
    (...words: readonly unknown[]) =>
    (): void =>
      void calls.push(words.length === 1 ? words[0] : words)

  const destroy = (): void => {
    destroyed = true
    void events.happen('closed')
  }
  const webContents: Contents = {
    on: (event: string, listener: (...args: never[]) => unknown) => page.on(event, listener),
    send(channel, event) {
      sent.push([channel, event])
      onSend(channel, event)
    },
    setWindowOpenHandler: (handler) => void (opening = handler),
    setWebRTCIPHandlingPolicy: (policy) => void (fake.webRtc = policy),
    reload: record('reload'),
    undo: record('undo'),
    redo: record('redo'),
    selectAll: record('selectAll'),
    startDrag: (item) => void calls.push(['startDrag', item]),
  }
  const window: ShellWindow = {
    webContents,
    on: (event: string, listener: (...args: never[]) => unknown) => events.on(event, listener),
    once: (event: string, listener: (...args: never[]) => unknown) => events.on(event, listener),
    loadURL(url) {
      calls.push(['loadURL', url])
      return Promise.resolve()
    },
    close() {
      const closing = preventable({})
      void events.happen('close', closing)
      if (!closing.prevented()) destroy()
    },
    destroy,
    isDestroyed: () => destroyed,
    isFocused: () => fake.focused,
    isMaximized: () => false,
    isMinimized: () => false,
    getNormalBounds: () => bounds,
    focus: record('focus'),
    show: record('show'),
    restore: record('restore'),
    maximize: record('maximize'),
    setProgressBar: (progress) => void calls.push(['setProgressBar', progress]),
  }
  const fake: FakeWindow = {
    window,
    options,
    calls,
    sent,
    page,
    events,
    focused: true,
    webRtc: null,
    openWindow: (url) => opening?.({ url }),
  }
  return fake
}
