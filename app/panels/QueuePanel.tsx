import { ArrowUp, FolderOpen, Play, Square, Trash2 } from 'lucide-react'
import type { RunRow } from '#shared/ipc/records.ts'
import { openText } from '../commands/file.ts'
import { tell } from '../commands/run.ts'
import { host } from '../host.ts'
import { useRuns } from '../stores/use.ts'
import { EmptyPlace, IconButton, Panel, TextButton } from './Panel.tsx'
import { formatAgo, formatDollars, formatTime, stateWords } from './words.ts'

const ask = (work: Promise<unknown>): void => void work.catch(tell)

/** What waits, what runs, what ran: rows that can be read, each with what can be done about it. */
export function QueuePanel() {
  const rows = useRuns((state) => state.rows)
  const ended = rows.filter(({ state }) => state !== 'queued' && state !== 'running')
  const clear = (
    <TextButton disabled={ended.length === 0} onClick={() => ask(host().request('run.clear', {}))}>
      Clear history
    </TextButton>
  )
  return (
    <Panel title="Queue and history" actions={clear}>
      {rows.length === 0 ? (
        <EmptyPlace words="Runs stand here: those that wait, the one that works, and those that have ended." />
      ) : (
        <ul>
          {rows.map((row) => (
            <QueueRow key={row.id} row={row} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function QueueRow({ row }: { readonly row: RunRow }) {
  const { id, name, state, engine } = row
  return (
    <li className="flex items-center gap-1 border-b border-line px-3 py-2">
      <div className="min-w-0 flex-1">
        <div className="truncate" title={name}>
          {name || 'Untitled'}
        </div>
        <div className={`truncate text-[12px] ${state === 'failed' ? 'text-failed' : 'text-dim'}`}>
          {[stateWords[state], ...details(row), engine === 'practice' ? 'practice' : null]
            .filter((word) => word !== null)
            .join(' · ')}
        </div>
      </div>
      <QueueActions row={row} />
      <IconButton label={`Open ${name} as it was`} onClick={() => ask(openAsItWas(id, name))}>
        <FolderOpen size={15} aria-hidden />
      </IconButton>
    </li>
  )
}

function details({ queuedAt, startedAt, finishedAt, cost }: RunRow): readonly string[] {
  return [
    formatAgo(startedAt ?? queuedAt, Date.now()),
    ...(startedAt !== null && finishedAt !== null ? [formatTime(finishedAt - startedAt)] : []),
    ...(cost === null ? [] : [formatDollars(cost)]),
  ]
}

function QueueActions({ row: { id, name, state } }: { readonly row: RunRow }) {
  if (state === 'queued' || state === 'running')
    return (
      <>
        {state === 'queued' && (
          <IconButton
            label={`Run ${name} next`}
            onClick={() => ask(host().request('run.move', { run: id, place: 0 }))}
          >
            <ArrowUp size={15} aria-hidden />
          </IconButton>
        )}
        <IconButton label={`Cancel ${name}`} onClick={() => ask(host().request('run.cancel', { run: id }))}>
          <Square size={15} aria-hidden />
        </IconButton>
      </>
    )
  return (
    <>
      {state === 'interrupted' && (
        <IconButton label={`Finish ${name}`} onClick={() => ask(host().request('run.resume', { run: id }))}>
          <Play size={15} aria-hidden />
        </IconButton>
      )}
      <IconButton
        label={`Remove ${name} from the history`}
        onClick={() => ask(host().request('run.remove', { run: id }))}
      >
        <Trash2 size={15} aria-hidden />
      </IconButton>
    </>
  )
}

async function openAsItWas(run: string, name: string): Promise<void> {
  const { text } = await host().request('run.open', { run })
  openText(name, text)
}
