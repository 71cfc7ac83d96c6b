import { createHostClient } from '#shared/ipc/client.ts'
import type { Transport } from '#shared/ipc/client.ts'
import type { RunRow } from '#shared/ipc/records.ts'
import type { HostEvent } from '#shared/ipc/contract.ts'
import { newWorkflow, openExample } from './commands/file.ts'
import { tell } from './commands/run.ts'
import { connectHost, host } from './host.ts'
import { keepTabs, openTabsAgain } from './files/keepTabs.ts'
import { lookAtFiles } from './files/watchFiles.ts'
import { keepDrafts } from './keepDrafts.ts'
import { wantsFirstSteps } from './shell/firstSteps.ts'
import { replay, setRows } from './stores/runs.ts'
import { nameOfTab, setTabRun, tabsStore } from './stores/tabs.ts'
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
  await lookAtFiles()
}

/** Ties the stores to the host, learns what it tells of itself, and opens something to look at. */
export async function startEditor(transport: Transport): Promise<void> {
  const client = createHostClient(transport)
  connectHost(client)
  client.subscribe(hear)
  const { settings, key, firstStart } = await client.request('host.hello', {})
  show({ settings, key, connected: true, firstSteps: wantsFirstSteps(firstStart) })
  started = true
  const rows = await client.request('run.list', {})
  setRows(rows)
  await openTabsAgain()
  keepDrafts()
  tellEnds()
  if (tabsStore.getState().tabs.length === 0) await openFirst()
  keepTabs()
  await followLive(rows)
}

function hear(event: HostEvent): void {
  if (event.type === 'run.events') replay(event.run, event.events)
  else if (event.type === 'runs.changed') setRows(event.runs)
  else if (event.type === 'settings.changed') show({ settings: event.settings, key: event.key })
  else if (event.type === 'workflows.changed' && started) lookAtFiles().catch(tell)
}

/** Shows what goes on at the host, which may have begun before this page: each live run on the tab of its workflow. */
async function followLive(rows: readonly RunRow[]): Promise<void> {
  for (const { id, state, name, workflow } of rows) {
    if (state !== 'running' && state !== 'queued') continue
    const { events } = await host().request('run.open', { run: id })
    replay(id, events)
    const tab = tabsStore
      .getState()
      .tabs.find((one) => (workflow === null ? nameOfTab(one) === name : one.entry?.id === workflow))
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
