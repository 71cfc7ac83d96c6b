import { Star } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { ResultMakers } from '#shared/api/records.ts'
import type { ResultFilter } from '#shared/media/resultFilter.ts'
import { resultFilters } from '#shared/media/resultFilter.ts'
import { nameOfType } from '#shared/nodes/nameType.ts'
import { Select } from '../base/ui/Select.tsx'
import { TextField } from '../base/ui/TextField.tsx'
import { Button } from '../base/ui/Button.tsx'
import { useEditor, usePart } from '../base/useEditor.ts'
import { notifyFailedLoad, notifyFailure } from '../base/notify.ts'
import { host } from '../base/host.ts'
import { HOST_GONE } from '../base/ui/hostGone.ts'
import type { GalleryQuery } from '../state/results/gallery.ts'
import { useRegistry, useTypes } from '../state/catalogue/useNodeType.ts'
import { galleryStore, saveKind } from '../state/results/gallery.ts'
import { useHostGone } from '../state/use.ts'
import { searchResults } from '../state/results/loadResults.ts'
import { chosenNode, nodeChoices } from './nodeChoices.ts'

/** How long after the last key the search starts, in milliseconds. */
const PAUSE = 200

/** A missing filter does not compile. */
const labels: { readonly [F in ResultFilter]: string } = {
  all: 'All',
  pictures: 'Pictures',
  videos: 'Videos',
  audio: 'Audio',
  models: '3D',
  files: 'Files',
  masks: 'Masks',
}

const NO_MAKERS: ResultMakers = { workflows: [], nodes: [], tags: [] }
/** Filters the results by kind, words, workflow and node. */
export function Filters({ query }: { readonly query: GalleryQuery }) {
  const editor = useEditor()
  const [text, setText] = useState(query.text)
  const gone = useHostGone()
  const wide = usePart(galleryStore, (gallery) => gallery.wide)
  useEffect(() => setText(query.text), [query.text])
  useEffect(() => {
    if (text === query.text) return
    const timer = setTimeout(
      () => void searchResults(editor, { ...query, text }).catch((thrown) => notifyFailure(editor, thrown)),
      PAUSE,
    )
    return () => clearTimeout(timer)
  }, [editor, text, query])
  const choose = (change: Partial<GalleryQuery>): void =>
    void searchResults(editor, { ...query, text, ...change }).catch((thrown) => notifyFailure(editor, thrown))
  return (
    <fieldset
      disabled={gone}
      title={gone ? HOST_GONE : undefined}
      className={`m-0 flex min-w-0 shrink-0 gap-2 border-0 p-3 pb-2 disabled:opacity-60 ${wide ? 'flex-wrap items-center' : 'flex-col'}`}
    >
      <KindFilter
        kind={query.kind}
        onKind={(kind) => {
          saveKind(kind)
          choose({ kind })
        }}
      />
      <div className="min-w-[180px] flex-1">
        <TextField
          type="search"
          aria-label="Search results"
          placeholder="Search prompts and titles"
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className={wide ? 'flex max-w-[620px] min-w-0 flex-[2] gap-2' : 'flex flex-col gap-2'}>
        <MakerFilters query={query} onChoose={choose} />
      </div>
    </fieldset>
  )
}

interface KindFilterProps {
  readonly kind: ResultFilter
  readonly onKind: (kind: ResultFilter) => void
}

function KindFilter({ kind: chosen, onKind }: KindFilterProps) {
  return (
    <div
      role="group"
      aria-label="Kind"
      className="flex shrink-0 rounded-md border border-line bg-canvas p-[2px]"
    >
      {resultFilters.map((kind) => (
        <Button
          key={kind}
          aria-pressed={chosen === kind}
          className="h-6 flex-auto cursor-pointer rounded-[4px] px-1 text-[12px] text-dim hover:text-ink aria-pressed:bg-raised aria-pressed:font-medium aria-pressed:text-ink aria-pressed:shadow-[0_0_0_1px_var(--line)]"
          onClick={() => onKind(kind)}
        >
          {labels[kind]}
        </Button>
      ))}
    </div>
  )
}

interface MakerFiltersProps {
  readonly query: GalleryQuery
  readonly onChoose: (change: Partial<GalleryQuery>) => void
}

/** By workflow and node: those that have results. */
function MakerFilters({ query, onChoose }: MakerFiltersProps) {
  const editor = useEditor()
  const [makers, setMakers] = useState(NO_MAKERS)
  const gone = useHostGone()
  useEffect(() => {
    if (!gone)
      host(editor)
        .request('result.makers', {})
        .then(setMakers)
        .catch((thrown) => notifyFailedLoad(editor, thrown))
  }, [editor, gone])
  const rows = usePart(galleryStore, (gallery) => gallery.rows)
  const tags = useMemo(
    () => [...new Set([...makers.tags, ...(rows ?? []).flatMap((row) => row.tags ?? [])])].toSorted(),
    [makers, rows],
  )
  const registry = useRegistry()
  useTypes(makers.nodes.map(({ type }) => type))
  const { titles, types } = nodeChoices(makers, (type) => nameOfType(type, registry))
  return (
    <>
      <div className="flex min-w-0 flex-1 gap-2">
        <Select
          aria-label="Workflow"
          value={query.workflowName ?? ''}
          options={[
            { value: '', label: 'All workflows' },
            ...withChosen(makers.workflows, query.workflowName).map((name) => ({ value: name, label: name })),
          ]}
          onPick={(name) => onChoose({ workflowName: name === '' ? null : name })}
        />
        <Select
          aria-label="Node"
          value={chosenNode(query)}
          options={[
            { value: '', label: 'All nodes' },
            {
              label: 'By title',
              options: withChosen(titles, query.nodeTitle).map((title) => ({
                value: `title ${title}`,
                label: title,
              })),
            },
            {
              label: 'By type',
              options: types.map(({ type, title }) => ({ value: `type ${type}`, label: title })),
            },
          ]}
          onPick={(value) =>
            onChoose({
              nodeTitle: value.startsWith('title ') ? value.slice(6) : null,
              nodeType: value.startsWith('type ') ? value.slice(5) : null,
            })
          }
        />
      </div>
      <div className="flex min-w-0 flex-1 gap-2">
        <Button
          aria-pressed={query.starred}
          className="flex h-7 shrink-0 items-center gap-1.5 rounded-md border border-line px-2 text-dim hover:text-ink aria-pressed:border-accent aria-pressed:text-ink"
          onClick={() => onChoose({ starred: !query.starred })}
        >
          <Star size={14} aria-hidden className={query.starred ? 'fill-current' : ''} />
          Starred
        </Button>
        {(tags.length > 0 || query.tag !== null) && (
          <Select
            aria-label="Tag"
            value={query.tag ?? ''}
            options={[
              { value: '', label: 'All tags' },
              ...withChosen(tags, query.tag).map((name) => ({ value: name, label: name })),
            ]}
            onPick={(name) => onChoose({ tag: name === '' ? null : name })}
          />
        )}
      </div>
    </>
  )
}

/** The chosen entry stays in its list even if nothing matches it. */
const withChosen = (choices: readonly string[], chosen: string | null): readonly string[] =>
  chosen === null || choices.includes(chosen) ? choices : [chosen, ...choices]
