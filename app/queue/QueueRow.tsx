import { ArrowDown, ArrowUp, FolderOpen, Hand, Play, Square, Trash2 } from 'lucide-react'
import type { RunRow } from '#shared/api/records.ts'
import type { Media } from '#shared/ports/value.ts'
import { MediaTile } from '../media/MediaTile.tsx'
import { useEditor, usePart } from '../base/useEditor.ts'
import type { Editor } from '../base/editor.ts'
import { showPrompt } from '../graph/acts/showPrompt.ts'
import { openText } from '../state/workflows/file.ts'
import { cancelRun, retryFailed, tryAgain } from '../state/runs/runActs.ts'
import { notifyFailure } from '../base/notify.ts'
import { host } from '../base/host.ts'
import { JobActs } from '../widgets/jobs/JobActs.tsx'
import { jobSentence } from '../state/jobs/jobText.ts'
import { tabRunsStore } from '../state/runs/tabRuns.ts'
import { useNow } from '../base/useNow.ts'
import { showDialog as askPerson } from '../base/showDialog.ts'
import { Button } from '../base/ui/Button.tsx'
import { replay } from '../state/runs/runs.ts'
import { activeTab, nameOfTab, setTabRun, tabsStore } from '../state/tabs.ts'
import { useHostGone, useTabs, useView } from '../state/use.ts'
import { IconButton } from '../base/ui/IconButton.tsx'
import { looksStore } from './runLooks.ts'
import { openJobsText, rowFacts } from './rowFacts.ts'

const attempt = (editor: Editor, work: Promise<unknown>): void =>
  void work.catch((thrown) => notifyFailure(editor, thrown))

/** Moves a waiting run to another position. */
export const moveRun = (editor: Editor, run: string, index: number): void =>
  attempt(editor, host(editor).request('run.move', { run, place: index }))

export interface QueueRowProps {
  readonly row: RunRow
  /** For a waiting run: its position in the queue, from 0, and the length of the queue. */
  readonly line?: { readonly index: number; readonly length: number }
}

/** One run as text, with its actions. */
export function QueueRow({ row, line }: QueueRowProps) {
  const editor = useEditor()
  const { id, state } = row
  const name = row.name || 'Untitled'
  const title = useRowName(row)
  const gone = useHostGone()
  const now = useNow(state === 'running' && !gone)
  const engines = useView((view) => view.engines)
  const look = usePart(looksStore, (looks) => looks[id])
  const prompt = look?.prompt ?? null
  const text = [...(prompt === null ? [] : [title]), ...rowFacts(row, now, engines, gone)].join(' · ')
  return (
    <div className="border-b border-line px-3 py-2">
      <div className="flex items-center gap-1">
        <Thumbnail media={look?.media ?? null} />
        <div className="min-w-0 flex-1">
          <div className="truncate" title={prompt ?? title}>
            {prompt ?? title}
          </div>
          <div
            className={`text-[12px] break-words ${state === 'failed' || state === 'partial' ? 'text-failed' : 'text-dim'}`}
          >
            {text}
          </div>
        </div>
        {row.asking === true && (
          <Button
            needsHost
            className="flex h-[24px] shrink-0 items-center gap-1 rounded-[5px] bg-accent px-2 text-[12px] font-medium text-on-accent hover:brightness-110"
            aria-label={`Show what ${name} asks`}
            onClick={() => attempt(editor, showPrompt(editor, row))}
          >
            <Hand size={13} aria-hidden />
            Answer
          </Button>
        )}
        {line !== undefined && <Moves row={row} {...line} />}
        <Acts row={row} />
        <IconButton
          label={`Open ${name} as it was`}
          needsHost
          onClick={() => attempt(editor, openAsItWas(editor, id, name))}
        >
          <FolderOpen size={15} aria-hidden />
        </IconButton>
      </div>
      {row.jobs !== undefined && (
        <ul className="m-0 list-none p-0" aria-label={`Jobs of ${name}`}>
          {row.jobs.map((job) => (
            <li key={job.job} className="mt-2 border-l-2 border-line pl-2 text-[12px] leading-[18px]">
              <p className="m-0 mb-1 text-dim select-text">
                <span className="text-ink">{`${job.title}: `}</span>
                {jobSentence(job)}
              </p>
              <JobActs job={{ ...job, run: id }} button={button} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const button =
  'h-[26px] rounded-[6px] border border-line bg-raised px-2 text-[12px] hover:border-dim disabled:opacity-40'

/** The last picture of a run; its place stays empty until there is one, so that the texts stay in line. */
function Thumbnail({ media }: { readonly media: Media | null }) {
  return (
    <div className="mr-2 size-10 shrink-0 overflow-hidden rounded-[5px] border border-line bg-canvas">
      {media !== null && <MediaTile media={media} alt="" side={256} fit="cover" />}
    </div>
  )
}

/** The current name of a run's tab, or the name that it had. */
function useRowName({ id, name }: RunRow): string {
  const tabs = useTabs((state) => state.tabs)
  const runs = usePart(tabRunsStore)
  const tab = tabs.find((one) => one.run === id || runs[one.id]?.includes(id) === true)
  return (tab === undefined ? name : nameOfTab(tab)) || 'Untitled'
}

function Moves({
  row: { id, name },
  index,
  length,
}: { readonly row: RunRow } & NonNullable<QueueRowProps['line']>) {
  const editor = useEditor()
  if (length < 2) return null
  return (
    <>
      <IconButton
        label={`Run ${name} earlier`}
        needsHost
        disabled={index === 0}
        onClick={() => moveRun(editor, id, index - 1)}
      >
        <ArrowUp size={15} aria-hidden />
      </IconButton>
      <IconButton
        label={`Run ${name} later`}
        needsHost
        disabled={index === length - 1}
        onClick={() => moveRun(editor, id, index + 1)}
      >
        <ArrowDown size={15} aria-hidden />
      </IconButton>
    </>
  )
}

function Acts({ row: { id, name, state } }: { readonly row: RunRow }) {
  const editor = useEditor()
  if (state === 'queued' || state === 'running')
    return (
      <IconButton label={`Cancel ${name}`} needsHost onClick={() => attempt(editor, cancelRun(editor, id))}>
        <Square size={12} className="fill-current" aria-hidden />
      </IconButton>
    )
  return (
    <>
      {state === 'partial' && (
        <Button
          needsHost
          className={`${button} shrink-0`}
          aria-label={`Retry failed of ${name}`}
          title="Runs only what failed; all other results are reused"
          onClick={() => attempt(editor, retryFailed(editor, id))}
        >
          Retry failed
        </Button>
      )}
      {(state === 'interrupted' || state === 'failed') && (
        <IconButton
          label={state === 'failed' ? `Try ${name} again` : `Finish ${name}`}
          needsHost
          onClick={() => attempt(editor, tryAgain(editor, id))}
        >
          <Play size={15} aria-hidden />
        </IconButton>
      )}
      {state === 'interrupted' ? (
        <IconButton label={`Cancel ${name}`} needsHost onClick={() => attempt(editor, cancelRun(editor, id))}>
          <Square size={12} className="fill-current" aria-hidden />
        </IconButton>
      ) : (
        <IconButton
          label={`Remove ${name} from the history`}
          needsHost
          onClick={() => attempt(editor, removeRun(editor, id))}
        >
          <Trash2 size={15} aria-hidden />
        </IconButton>
      )}
    </>
  )
}

/** A run whose jobs still run at the engine, or may have been charged, is removed after a confirmation. */
async function removeRun(editor: Editor, run: string): Promise<void> {
  const { removed, open } = await host(editor).request('run.remove', { run })
  if (removed) return
  const choices = [{ id: 'remove', label: 'Remove anyway', weight: 'danger' }] as const
  const answer = await askPerson(editor, {
    kind: 'choice',
    title: 'Remove from the history',
    message: openJobsText(open),
    choices,
  })
  if (answer === 'remove') await host(editor).request('run.remove', { run, confirm: true })
}

/** Opens in a tab of its own, with its results and states. */
async function openAsItWas(editor: Editor, run: string, name: string): Promise<void> {
  const { text, events } = await host(editor).request('run.open', { run })
  const before = editor.get(tabsStore).getState().active
  await openText(editor, name, text)
  const tab = activeTab(editor)
  if (tab === null || tab.id === before) return
  replay(editor, run, events)
  setTabRun(editor, tab.id, run)
}
