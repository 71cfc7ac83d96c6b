import { useEffect, useState } from 'react'
import type { ResultMakers } from '#shared/api/records.ts'
import type { ResultFilter } from '#shared/media/resultFilter.ts'
import { resultFilters } from '#shared/media/resultFilter.ts'
import { Select } from '../base/ui/Select.tsx'
import { TextField } from '../base/ui/TextField.tsx'
import { Button } from '../base/ui/Button.tsx'
import { useEditor } from '../base/useEditor.ts'
import { notifyFailedLoad, notifyFailure } from '../base/notify.ts'
import { host } from '../base/host.ts'
import { HOST_GONE } from '../base/ui/hostGone.ts'
import type { GalleryQuery } from '../state/results/gallery.ts'
import { useRegistry, useTypes } from '../state/catalogue/useNodeType.ts'
import { saveKind } from '../state/results/gallery.ts'
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

const NO_MAKERS: ResultMakers = { workflows: [], nodes: [] }
/** Filters the results by kind, words, workflow and node. */
export function Filters({ query }: { readonly query: GalleryQuery }) {
  const editor = useEditor()
  const [text, setText] = useState(query.text)
  const gone = useHostGone()
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
      className="m-0 flex min-w-0 shrink-0 flex-col gap-2 border-0 p-3 pb-2 disabled:opacity-60"
    >
      <KindFilter
        kind={query.kind}
        onKind={(kind) => {
          saveKind(kind)
          choose({ kind })
        }}
      />
      <TextField
        type="search"
        aria-label="Search results"
        placeholder="Search prompts and titles"
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
      />
      <MakerFilters query={query} onChoose={choose} />
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
      className="flex flex-wrap rounded-md border border-line bg-canvas p-[2px]"
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
  const registry = useRegistry()
  useTypes(makers.nodes.map(({ type }) => type))
  const { titles, types } = nodeChoices(makers, (type) => registry.get(type)?.title)
  return (
    <div className="flex gap-2">
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
  )
}

/** The chosen entry stays in its list even if nothing matches it. */
const withChosen = (choices: readonly string[], chosen: string | null): readonly string[] =>
  chosen === null || choices.includes(chosen) ? choices : [chosen, ...choices]
