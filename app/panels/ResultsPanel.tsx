import { useEffect, useState } from 'react'
import type { ResultRow } from '#shared/ipc/records.ts'
import { tell } from '../commands/run.ts'
import { host, mediaUrl } from '../host.ts'
import { useRuns } from '../stores/use.ts'
import { show } from '../stores/view.ts'
import { EmptyPlace, Panel, TextButton } from './Panel.tsx'

const PAGE = 60

/** Every picture that was made, newest first. */
export function ResultsPanel() {
  const [text, setText] = useState('')
  const [rows, setRows] = useState<readonly ResultRow[] | null>(null)
  const [more, setMore] = useState(false)
  // Whatever ends may have made something.
  const ended = useRuns(({ rows: queue }) => queue.filter(({ finishedAt }) => finishedAt !== null).length)
  useEffect(() => {
    let current = true
    load(text, null)
      .then((page) => {
        if (!current) return
        setRows(page)
        setMore(page.length === PAGE)
      })
      .catch(tell)
    return () => {
      current = false
    }
  }, [text, ended])
  const next = (): void => {
    const last = rows?.at(-1)
    if (last === undefined) return
    load(text, last.at)
      .then((page) => {
        setRows((known) => [...(known ?? []), ...page])
        setMore(page.length === PAGE)
      })
      .catch(tell)
  }
  return (
    <Panel title="Results">
      <div className="sticky top-0 bg-card p-3">
        <input
          type="search"
          aria-label="Search results"
          placeholder="Search by workflow, node or prompt"
          className="h-8 w-full rounded-md border border-line bg-canvas px-2"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {rows?.length === 0 && (
        <EmptyPlace
          words={
            text === '' ? 'Pictures that your runs make stand here.' : 'No result goes with these words.'
          }
        />
      )}
      <ul className="grid grid-cols-2 gap-2 p-3 pt-0">
        {rows?.map((row) => (
          <li key={`${row.run} ${row.node} ${row.port} ${row.media.sha256}`}>
            <Result row={row} />
          </li>
        ))}
      </ul>
      {more && (
        <div className="p-3 pt-0">
          <TextButton onClick={next}>Show older</TextButton>
        </div>
      )}
    </Panel>
  )
}

const load = (text: string, before: number | null): Promise<readonly ResultRow[]> =>
  host().request('result.list', { before, most: PAGE, text, workflowName: null })

function Result({ row }: { readonly row: ResultRow }) {
  const { media, nodeTitle, workflowName } = row
  return (
    <button
      type="button"
      className="block w-full overflow-hidden rounded-lg border border-line text-left hover:border-accent"
      title={`${workflowName}: ${nodeTitle}`}
      onClick={() => show({ viewer: media.sha256 })}
    >
      <img
        src={mediaUrl(media.sha256, 256)}
        alt={`${nodeTitle} of ${workflowName}`}
        width={media.width}
        height={media.height}
        loading="lazy"
        className="block h-auto w-full"
      />
      <span className="block truncate px-2 py-1 text-[12px] text-dim">{nodeTitle}</span>
    </button>
  )
}
