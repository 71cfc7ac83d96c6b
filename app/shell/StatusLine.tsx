import { ChevronDown, ChevronUp, Hand } from 'lucide-react'
import { useState } from 'react'
import type { RunRow } from '#shared/api/records.ts'
import { useEditor } from '../base/useEditor.ts'
import { showPrompt } from '../graph/acts/showPrompt.ts'
import { retryAccount } from '../state/runs/runActs.ts'
import { notifyFailure } from '../base/notify.ts'
import { QueueRow } from '../queue/QueueRow.tsx'
import { refusingEngine } from '../state/engines.ts'
import { refusalText, statusText } from '../queue/rowFacts.ts'
import { useHostGone, useRuns, useView } from '../state/use.ts'
import { show } from '../state/view.ts'
import { Button } from '../base/ui/Button.tsx'
import { keyButton, showKeyField } from '../state/runs/keyNeeded.ts'

/** A thin bar at the bottom: what runs, its progress, and how many runs wait. It expands to the queue. */
export function StatusLine() {
  const editor = useEditor()
  const [grown, setGrown] = useState(false)
  const rows = useRuns((state) => state.rows)
  const live = rows.filter(({ state }) => state === 'running' || state === 'queued')
  const gone = useHostGone()
  const text = useRuns(({ rows: all, runs }) =>
    statusText(
      all,
      (run) => {
        const steps = Object.values(runs[run]?.steps ?? {})
        const ended = steps.filter(({ phase }) => phase !== 'waiting' && phase !== 'running').length
        return steps.length === 0 ? '' : `: ${ended} of ${steps.length} nodes`
      },
      gone,
    ),
  )
  const shown = grown && live.length > 0
  return (
    <footer className="shrink-0 border-t border-line text-[12px] text-dim">
      {shown && (
        <div className="max-h-[30vh] overflow-y-auto bg-card text-[13px] text-ink">
          {live.map((row) => (
            <QueueRow key={row.id} row={row} />
          ))}
        </div>
      )}
      <div className="flex h-[26px] items-center">
        {live.length > 0 && (
          <Button
            aria-label={shown ? 'Show less of the queue' : 'Show more of the queue'}
            aria-expanded={shown}
            className="grid h-full w-7 place-items-center hover:text-ink"
            onClick={() => setGrown(!shown)}
          >
            {shown ? <ChevronDown size={14} aria-hidden /> : <ChevronUp size={14} aria-hidden />}
          </Button>
        )}
        <Button
          className="h-full min-w-0 truncate px-3 hover:text-ink"
          onClick={() => show(editor, { panel: 'queue' })}
        >
          <span role="status">{text}</span>
        </Button>
        <PendingPrompts rows={live} />
        <span className="ml-auto" />
        <Refused />
        <Unreachable />
      </div>
    </footer>
  )
}

/** The runs that wait for the user, each with a link. */
function PendingPrompts({ rows }: { readonly rows: readonly RunRow[] }) {
  const editor = useEditor()
  return rows
    .filter(({ asking }) => asking === true)
    .map((row) => (
      <Button
        needsHost
        key={row.id}
        className="mx-1 flex h-[20px] min-w-0 items-center gap-1 rounded-[5px] bg-amber-fill px-2 font-medium text-on-amber hover:brightness-110"
        title="Show the question"
        onClick={() => void showPrompt(editor, row).catch((thrown) => notifyFailure(editor, thrown))}
      >
        <Hand size={12} aria-hidden className="shrink-0" />
        <span className="truncate">{`${row.name || 'Untitled'} needs you`}</span>
      </Button>
    ))
}

/** Why new jobs wait, and a button to retry. */
function Refused() {
  const editor = useEditor()
  const engine = useView(refusingEngine)
  const refusal = engine?.refusal ?? null
  if (engine === undefined || refusal === null) return null
  return (
    <span role="alert" className="flex h-full items-center gap-2 px-3 text-failed" title={refusal.message}>
      {`⚠ ${refusalText(engine.title, refusal)} New jobs are paused.`}
      <Button
        needsHost
        className="underline hover:no-underline"
        onClick={() => void retryAccount(editor).catch((thrown) => notifyFailure(editor, thrown))}
      >
        Try again
      </Button>
      {refusal.code === 'account.key' && (
        <Button className="underline hover:no-underline" onClick={() => showKeyField(editor, engine.id)}>
          {keyButton(engine)}
        </Button>
      )}
    </span>
  )
}

function Unreachable() {
  const connection = useView((view) => view.connection)
  // A message over the canvas says that the host was restarted.
  if (connection !== 'lost') return null
  return (
    <span role="alert" className="px-3 text-failed">
      ⚠ Lost connection to Patchbay. Reconnecting… Running jobs continue if it is still up.
    </span>
  )
}
