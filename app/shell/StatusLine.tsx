import { useRuns, useView } from '../stores/use.ts'
import { show } from '../stores/view.ts'

/** A slim strip at the bottom: what runs, how far it is, and how many wait. It opens the queue. */
export function StatusLine() {
  const words = useRuns(({ rows, runs }) => {
    const working = rows.find(({ state }) => state === 'running')
    const waiting = rows.filter(({ state }) => state === 'queued').length
    if (working === undefined) return waiting === 0 ? 'Nothing runs' : `${waiting} waiting`
    const steps = Object.values(runs[working.id]?.steps ?? {})
    const ended = steps.filter(({ phase }) => phase !== 'waiting' && phase !== 'running').length
    const far = steps.length === 0 ? '' : `: ${ended} of ${steps.length} nodes`
    return `Running ${working.name}${far}${waiting === 0 ? '' : `, ${waiting} waiting`}`
  })
  const connected = useView((view) => view.connected)
  return (
    <footer className="flex h-[26px] shrink-0 items-center border-t border-line text-[12px] text-dim">
      <button
        type="button"
        className="h-full min-w-0 truncate px-3 hover:text-ink"
        onClick={() => show({ panel: 'queue' })}
      >
        <span role="status">{words}</span>
      </button>
      {!connected && (
        <span role="alert" className="ml-auto px-3 text-failed">
          ⚠ The host of this page cannot be reached. Runs go on there; trying again.
        </span>
      )}
    </footer>
  )
}
