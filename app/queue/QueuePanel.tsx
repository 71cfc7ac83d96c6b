import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { RunTotals } from '#shared/api/historyRequests.ts'
import { useEditor } from '../base/useEditor.ts'
import type { Editor } from '../base/editor.ts'
import { notify, notifyFailedLoad, notifyFailure } from '../base/notify.ts'
import { host } from '../base/host.ts'
import { requestNotificationPermission, canRequestNotificationPermission } from '../base/notifySystem.ts'
import { cancelRun } from '../state/runs/runActs.ts'
import { useHostGone, useRuns } from '../state/use.ts'
import { TextButton } from '../base/ui/TextButton.tsx'
import { TextField } from '../base/ui/TextField.tsx'
import { EmptyState, Panel } from '../widgets/Panel.tsx'
import { QueueRow } from './QueueRow.tsx'
import { totalsText } from './rowFacts.ts'
import { usePastRuns } from './pastRuns.ts'
import { useLooks } from './runLooks.ts'
import { QueueList } from './QueueList.tsx'

const attempt = (editor: Editor, work: Promise<unknown>): void =>
  void work.catch((thrown) => notifyFailure(editor, thrown))

/** The running, waiting and finished runs, each with its actions. */
export function QueuePanel() {
  const editor = useEditor()
  const rows = useRuns((state) => state.rows)
  const totals = useTotals(rows)
  const running = rows.filter(({ state }) => state === 'running')
  const waiting = rows.filter(({ state }) => state === 'queued')
  const [text, setText] = useState('')
  const latest = rows.filter(({ state }) => state !== 'queued' && state !== 'running')
  const past = usePastRuns(latest, text)
  const ended = past.rows
  useLooks([...running, ...waiting, ...ended])
  if (rows.length === 0)
    return (
      <Panel title="Queue and history">
        <EmptyState text="Running, waiting and finished runs appear here." />
        <Notify />
      </Panel>
    )
  return (
    <Panel title="Queue and history">
      {running.length > 0 && (
        <Section title="Running">
          {running.map((row) => (
            <QueueRow key={row.id} row={row} />
          ))}
        </Section>
      )}
      {waiting.length > 0 && (
        <Section
          title={`Waiting (${waiting.length})`}
          act={
            waiting.length > 1 && (
              <TextButton
                needsHost
                onClick={() => waiting.forEach(({ id }) => attempt(editor, cancelRun(editor, id)))}
              >
                Cancel all
              </TextButton>
            )
          }
        >
          <QueueList rows={waiting} />
        </Section>
      )}
      {latest.length > 0 && (
        <Section
          title="History"
          act={
            <TextButton needsHost onClick={() => attempt(editor, clearHistory(editor))}>
              Clear
            </TextButton>
          }
        >
          <div className="border-b border-line p-2">
            <TextField
              type="search"
              aria-label="Search history"
              placeholder="Search prompts and names"
              value={text}
              maxLength={200}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          {ended.length === 0 && <p className="m-0 p-3 text-dim">No matching runs.</p>}
          {ended.map((row) => (
            <QueueRow key={row.id} row={row} />
          ))}
          {past.more && (
            <div className="p-3">
              <TextButton needsHost onClick={past.loadOlder}>
                Older runs
              </TextButton>
            </div>
          )}
        </Section>
      )}
      {totals !== null && (
        <p className="m-0 px-3 py-2 text-[12px] text-dim">{`Total: ${totalsText(totals)}`}</p>
      )}
      <Notify />
    </Panel>
  )
}

/** Counts every run: the list has only the latest finished ones. */
function useTotals(rows: readonly unknown[]): RunTotals | null {
  const editor = useEditor()
  const [totals, setTotals] = useState<RunTotals | null>(null)
  const gone = useHostGone()
  useEffect(() => {
    if (gone) return
    let over = false
    host(editor)
      .request('run.totals', {})
      .then(
        (loaded) => over || setTotals(loaded),
        (thrown) => notifyFailedLoad(editor, thrown),
      )
    return () => void (over = true)
  }, [editor, rows, gone])
  return totals
}

/** Runs whose jobs still run at the engine, or may, stay in the list, and that is reported. */
async function clearHistory(editor: Editor): Promise<void> {
  const { left } = await host(editor).request('run.clear', {})
  if (left > 0)
    notify(
      editor,
      `${left} ${left === 1 ? 'run was' : 'runs were'} kept: a job still runs at the engine, or may have been charged.`,
    )
}

function Section({
  title,
  act,
  children,
}: {
  readonly title: string
  readonly act?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section aria-label={title}>
      <div className="flex h-10 items-center gap-2 border-b border-line px-3">
        <h3 className="m-0 flex-1 text-[12px] font-medium text-dim">{title}</h3>
        {act}
      </div>
      {children}
    </section>
  )
}

/** Offered until it is answered; the browser remembers the answer. */
function Notify() {
  const [offered, setOffered] = useState(canRequestNotificationPermission)
  if (!offered) return null
  return (
    <div className="px-3 pb-3">
      <TextButton
        onClick={() =>
          void requestNotificationPermission().finally(() => setOffered(canRequestNotificationPermission()))
        }
      >
        Notify me when a run ends
      </TextButton>
    </div>
  )
}
