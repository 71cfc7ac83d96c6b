import { createHostClient } from '#shared/ipc/client.ts'
import type { HostClient, Transport } from '#shared/ipc/client.ts'
import { toAppError } from '#shared/errors.ts'
import type { HostEvent } from '#shared/ipc/contract.ts'
import { tellAsks } from '../prompts/tellAsks.ts'
import { newWorkflow, openExample } from '../state/workflows/file.ts'
import { tryAgain } from '../state/runs/runActs.ts'
import { tell, tellError } from '../base/notify.ts'
import { connectHost, host } from '../base/host.ts'
import { keepTabs, openTabsAgain } from '../state/workflows/keepTabs.ts'
import { hearDraft } from '../state/workflows/watchDrafts.ts'
import { lookAtFiles } from '../state/workflows/watchFiles.ts'
import { keepDrafts } from '../state/workflows/keepDrafts.ts'
import { wantsFirstSteps } from '../state/firstSteps.ts'
import { followRuns, followWorkflows } from '../state/runs/followRuns.ts'
import { keepForecast } from '../state/runs/forecast.ts'
import { tellGoingOn } from '../queue/tellGoingOn.ts'
import { tellInterrupted } from '../queue/tellInterrupted.ts'
import { keepTabRuns } from '../state/runs/tabRuns.ts'
import { replay, setRows } from '../state/runs/runs.ts'
import { tabsStore } from '../state/tabs.ts'
import { show } from '../state/view.ts'
import { tellEnds } from '../queue/tellEnds.ts'
import type { Connection } from '../base/transport/socket.ts'

let started = false
/** What is to be begun, or begun again: until a host lets the page in there is nothing to show. */
let waiting: HostClient | null = null

/** What becomes of the way to the host. What happened while it was broken is asked for. */
export function hearState(state: Connection): void {
  show({ connection: state })
  if (state !== 'connected') return
  if (started) catchUp().catch(tell)
  else if (waiting !== null) void tryBegin(waiting)
}

async function catchUp(): Promise<void> {
  const rows = await host().request('run.list', {})
  setRows(rows)
  await followRuns(rows)
  await lookAtFiles()
}

/**
 * Ties the stores to the host, learns what it tells of itself, and opens something to look at. Where no host lets the page
 * in, that is shown by the state of the connection, and it begins when one does.
 */
export async function startEditor(transport: Transport): Promise<void> {
  const client = createHostClient(transport)
  connectHost(client)
  client.subscribe(hear)
  await tryBegin(client)
}

async function tryBegin(client: HostClient): Promise<void> {
  waiting = null
  try {
    await begin(client)
  } catch (thrown) {
    if (toAppError(thrown).code === 'engine.unreachable') waiting = client
    else tell(thrown)
  }
}

async function begin(client: HostClient): Promise<void> {
  const { settings, key, address, firstStart, refusal } = await client.request('host.hello', {})
  show({ settings, key, address, refusal, connection: 'connected', firstSteps: wantsFirstSteps(firstStart) })
  const rows = await client.request('run.list', {})
  setRows(rows)
  await openTabsAgain()
  if (tabsStore.getState().tabs.length === 0) await openFirst(firstStart)
  started = true
  keepDrafts()
  tellEnds()
  tellAsks()
  tellGoingOn()
  tellInterrupted({
    finish: (run) => void tryAgain(run).catch(tell),
    show: () => show({ panel: 'queue' }),
  })
  keepForecast()
  keepTabRuns()
  followWorkflows(tell)
  keepTabs()
  show({ started: true })
  await followRuns(rows)
  show({ caughtUp: true })
}

function hear(event: HostEvent): void {
  if (event.type === 'run.events') replay(event.run, event.events)
  else if (event.type === 'runs.changed') setRows(event.runs)
  else if (event.type === 'settings.changed')
    show({ settings: event.settings, key: event.key, address: event.address })
  else if (event.type === 'account.changed') show({ refusal: event.refusal })
  else if (event.type === 'history.incomplete')
    tellError(`The history of this run is not complete: ${event.why}`)
  else if (event.type === 'draft.changed' && started) hearDraft(event).catch(tell)
  else if (event.type === 'workflows.changed' && started) lookAtFiles().catch(tell)
}

/** At a first start the main example, ready to run; else an empty canvas. */
async function openFirst(firstStart: boolean): Promise<void> {
  if (!firstStart) return newWorkflow()
  const examples = await host().request('example.list', {})
  const main = examples.find(({ id }) => id === 'generate-then-inpaint') ?? examples[0]
  if (main === undefined) newWorkflow()
  else await openExample(main.id)
}
