import { createHostClient } from '#shared/api/client.ts'
import type { Transport } from '#shared/api/client.ts'
import { toAppError } from '#shared/errors.ts'
import type { HostEvent, Output } from '#shared/api/contract.ts'
import { createParts } from '../base/editor.ts'
import type { Editor } from '../base/editor.ts'
import { connectHost, host } from '../base/host.ts'
import { notifyError, notifyFailedLoad, notifyFailure } from '../base/notify.ts'
import type { Connection } from '../base/transport/socket.ts'
import { onCatalogueChange, reloadTypes } from './catalogue/loadTypes.ts'
import { wantsFirstSteps } from './firstSteps.ts'
import { onPricesChange } from './runs/forecast.ts'
import { followRuns } from './runs/followRuns.ts'
import { replay, runsStore, setRows } from './runs/runs.ts'
import { mergeRows } from '#shared/api/mergeRows.ts'
import { tabsStore } from './tabs.ts'
import { show } from './view.ts'
import { newWorkflow, openExample } from './workflows/file.ts'
import { reopenTabs } from './workflows/saveTabs.ts'
import { onDraftChange } from './workflows/watchDrafts.ts'
import { checkFiles } from './workflows/watchFiles.ts'

/** A background effect. Returns a function that stops it. */
export type Effect = (editor: Editor) => () => void

/** A transport that may have to be closed. */
export type EditorTransport = Transport & { readonly close?: () => void }

export interface EditorOptions {
  /** Makes the transport to the host, which reports its connection to `onState`. */
  readonly connect: (onState: (state: Connection) => void, editor: Editor) => EditorTransport
  /** Effects that run as long as the editor exists. */
  readonly effects: readonly Effect[]
  /** Effects that start once the previous tabs are restored. */
  readonly effectsOnceStarted: readonly Effect[]
}

export interface OpenEditor extends Editor {
  /** Resolves once the editor has started, or waits for a host that admits it. Never rejects: errors are shown. */
  readonly ready: Promise<void>
  /** Stops every effect and unsubscribes from the host. What is still pending starts nothing afterwards. */
  readonly dispose: () => void
}

function showHello(
  editor: Editor,
  { settings, engines, firstStart, imageFolder, reveals }: Output<'host.hello'>,
): void {
  const firstSteps = wantsFirstSteps(firstStart)
  show(editor, { settings, engines, imageFolder, reveals, connection: 'connected', firstSteps })
}

/** At the first start the main example, ready to run; otherwise an empty canvas. */
async function openFirst(editor: Editor, firstStart: boolean): Promise<void> {
  if (!firstStart) return newWorkflow(editor)
  const examples = await host(editor).request('example.list', {})
  const main = examples.find(({ id }) => id === 'generate-then-inpaint') ?? examples[0]
  if (main === undefined) newWorkflow(editor)
  else await openExample(editor, main.id)
}

function changeRows(editor: Editor, change: Extract<HostEvent, { type: 'runs.changed' }>): void {
  const merged = mergeRows(editor.get(runsStore).getState().rows, change)
  if (merged !== null) return setRows(editor, merged)
  host(editor)
    .request('run.list', {})
    .then((rows) => setRows(editor, rows))
    .catch((thrown) => notifyFailedLoad(editor, thrown))
}

/** @param started Whether the tabs are restored: until then nothing is compared with them. */
function onHostEvent(editor: Editor, event: HostEvent, started: boolean): void {
  if (event.type === 'run.events') replay(editor, event.run, event.events)
  else if (event.type === 'runs.changed') changeRows(editor, event)
  else if (event.type === 'settings.changed')
    show(editor, { settings: event.settings, engines: event.engines })
  else if (event.type === 'account.changed') show(editor, { engines: event.engines })
  else if (event.type === 'history.incomplete')
    notifyError(editor, `The history of this run is not complete: ${event.why}`)
  else if (event.type === 'draft.changed' && started)
    onDraftChange(editor, event).catch((thrown) => notifyFailedLoad(editor, thrown))
  else if (event.type === 'catalogue.changed') onCatalogueChange(editor, event.version)
  else if (event.type === 'prices.changed') onPricesChange(editor)
  else if (event.type === 'workflows.changed' && started)
    checkFiles(editor).catch((thrown) => notifyFailedLoad(editor, thrown))
}

/**
 * Creates an editor, which owns all mutable state of its page. Connects it to a host, restores the tabs, and runs every
 * effect until it is disposed.
 */
export function createEditor({ connect, effects, effectsOnceStarted }: EditorOptions): OpenEditor {
  const editor = createParts()
  let started = false
  let disposed = false
  /** Whether to begin when the host admits the page: until then there is nothing to show. */
  let waiting = false
  const stops: (() => void)[] = []
  const run = (some: readonly Effect[]): void => {
    for (const effect of some) stops.push(effect(editor))
  }

  /** Loads what happened while the connection was broken. */
  const onState = (state: Connection): void => {
    if (disposed) return
    show(editor, { connection: state })
    if (state !== 'connected') return
    if (started) catchUp().catch((thrown) => notifyFailedLoad(editor, thrown))
    else if (waiting) void tryBegin()
  }

  const catchUp = async (): Promise<void> => {
    const rows = await client.request('run.list', {})
    if (disposed) return
    setRows(editor, rows)
    await followRuns(editor, rows)
    await reloadTypes(editor)
    await checkFiles(editor)
  }

  const tryBegin = async (): Promise<void> => {
    waiting = false
    try {
      await begin()
    } catch (thrown) {
      if (disposed) return
      if (toAppError(thrown).code === 'host.gone') waiting = true
      else notifyFailure(editor, thrown)
    }
  }

  const begin = async (): Promise<void> => {
    const hello = await client.request('host.hello', {})
    if (disposed) return
    showHello(editor, hello)
    const rows = await client.request('run.list', {})
    if (disposed) return
    setRows(editor, rows)
    await reopenTabs(editor)
    if (disposed) return
    if (editor.get(tabsStore).getState().tabs.length === 0) await openFirst(editor, hello.firstStart)
    if (disposed) return
    started = true
    run(effectsOnceStarted)
    show(editor, { started: true })
    await followRuns(editor, rows)
    if (!disposed) show(editor, { caughtUp: true })
  }

  run(effects)
  const transport = connect(onState, editor)
  const client = createHostClient(transport)
  connectHost(editor, client)
  stops.push(client.subscribe((event) => onHostEvent(editor, event, started)))
  return {
    get: editor.get,
    ready: tryBegin(),
    dispose() {
      if (disposed) return
      disposed = true
      // Stops in reverse order: a later effect may depend on an earlier one.
      for (const stop of stops.toReversed()) stop()
      stops.length = 0
      transport.close?.()
      editor.dispose()
    },
  }
}
