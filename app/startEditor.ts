import { createHostClient } from '#shared/ipc/client.ts'
import type { Transport } from '#shared/ipc/client.ts'
import type { RunRow } from '#shared/ipc/records.ts'
import type { HostEvent } from '#shared/ipc/contract.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { newWorkflow, openExample } from './commands/file.ts'
import { tell } from './commands/run.ts'
import { connectHost, host } from './host.ts'
import { keepDrafts } from './keepDrafts.ts'
import { replay, setRows } from './stores/runs.ts'
import { openTab, setTabRun, tabsStore } from './stores/tabs.ts'
import { show } from './stores/view.ts'
import { tellEnds } from './tellEnds.ts'
import type { Connection } from './transport/socket.ts'

let started = false

/** What becomes of the way to the host. What happened while it was broken is asked for. */
export function hearState(state: Connection): void {
  show({ connected: state === 'connected' })
  if (state === 'connected' && started) catchUp().catch(tell)
}

async function catchUp(): Promise<void> {
  const rows = await host().request('run.list', {})
  setRows(rows)
  await followLive(rows)
}

/** Ties the stores to the host, learns what it tells of itself, and opens something to look at. */
export async function startEditor(transport: Transport): Promise<void> {
  const client = createHostClient(transport)
  connectHost(client)
  client.subscribe(hear)
  const { settings, key } = await client.request('host.hello', {})
  show({ settings, key, connected: true })
  started = true
  const rows = await client.request('run.list', {})
  setRows(rows)
  for (const draft of await client.request('draft.list', {})) openDraft(draft)
  keepDrafts()
  tellEnds()
  if (tabsStore.getState().tabs.length === 0) await openFirst()
  await followLive(rows)
}

function hear(event: HostEvent): void {
  if (event.type === 'run.events') replay(event.run, event.events)
  else if (event.type === 'runs.changed') setRows(event.runs)
  else if (event.type === 'settings.changed') show({ settings: event.settings, key: event.key })
}

/** What was on a canvas and never saved, as it was left. */
function openDraft({ id, text }: { readonly id: string; readonly text: string }): void {
  const read = readWorkflow(text)
  if (read.ok) openTab({ id, entry: null, workflow: read.workflow, saved: null, readOnly: read.readOnly })
}

/** Shows what goes on at the host, which may have begun before this page: each live run on the tab of its workflow. */
async function followLive(rows: readonly RunRow[]): Promise<void> {
  for (const { id, state, name, workflow } of rows) {
    if (state !== 'running' && state !== 'queued') continue
    const { events } = await host().request('run.open', { run: id })
    replay(id, events)
    const tab = tabsStore
      .getState()
      .tabs.find((one) => (workflow === null ? one.workflow.name === name : one.entry?.id === workflow))
    if (tab !== undefined && tab.run === null) setTabRun(tab.id, id)
  }
}

/** The main example, ready to run. */
async function openFirst(): Promise<void> {
  const examples = await host().request('example.list', {})
  const main = examples.find(({ id }) => id === 'generate-then-inpaint') ?? examples[0]
  if (main === undefined) newWorkflow()
  else await openExample(main.id)
}
