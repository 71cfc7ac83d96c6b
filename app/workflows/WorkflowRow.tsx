import { Copy, Pencil, Trash2, Workflow } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import type { WorkflowEntry } from '#shared/api/records.ts'
import { useEditor } from '../base/useEditor.ts'
import { notifyFailure } from '../base/notify.ts'
import { openSaved } from '../state/workflows/openSaved.ts'
import { Button } from '../base/ui/Button.tsx'
import { savedId } from '../state/tabs.ts'
import { useHostGone, useTabs, useView } from '../state/use.ts'
import { show } from '../state/view.ts'
import { Field } from '../base/ui/Field.tsx'
import { IconButton } from '../base/ui/IconButton.tsx'
import { TextField } from '../base/ui/TextField.tsx'
import { formatAgo } from '../state/runs/stateLabels.ts'
import { duplicate, remove } from './rowActs.ts'
import { checkNewName, renameSaved } from '../state/workflows/rename.ts'
import { MediaTile } from '../media/MediaTile.tsx'
import { useLastPicture } from './useLastPicture.ts'
import { isEnter, isEscape } from '../base/keys/isEnter.ts'

interface WorkflowRowProps {
  readonly entry: WorkflowEntry
  readonly entries: readonly WorkflowEntry[]
}

/** A saved workflow: opened by a click, renamed in place with F2, removed with Delete. */
export function WorkflowRow({ entry, entries }: WorkflowRowProps) {
  const editor = useEditor()
  const [isNaming, setNaming] = useState(false)
  const isOpen = useTabs(({ tabs }) => tabs.some((tab) => savedId(tab) === entry.id))
  const gone = useHostGone()
  const { id, name, savedAt, draft } = entry
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'F2' && !gone) setNaming(true)
    else if (event.key === 'Delete' && !gone)
      remove(editor, entry).catch((thrown) => notifyFailure(editor, thrown))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const button = useRevealed(id)
  if (isNaming) return <NameField entry={entry} entries={entries} onEnd={() => setNaming(false)} />
  return (
    <li className="group flex items-center gap-1 pr-3 hover:bg-line/40">
      <Button
        ref={button}
        needsHost
        className="flex min-w-0 flex-1 items-center gap-3 px-3 py-2 text-left"
        title={name}
        onClick={() => void openSaved(editor, id).catch((thrown) => notifyFailure(editor, thrown))}
        onKeyDown={onKey}
      >
        <LastPicture name={name} />
        <span className="min-w-0 flex-1">
          <span className="block truncate">{name}</span>
          <span className="block truncate text-[12px] text-dim">
            {isOpen && 'open · '}saved {formatAgo(savedAt, Date.now())}
            {draft && ' · edited since'}
          </span>
        </span>
      </Button>
      <IconButton label={`Rename ${name} (F2)`} needsHost onClick={() => setNaming(true)}>
        <Pencil size={15} aria-hidden />
      </IconButton>
      <IconButton
        label={`Duplicate ${name}`}
        needsHost
        onClick={() => void duplicate(editor, entry).catch((thrown) => notifyFailure(editor, thrown))}
      >
        <Copy size={15} aria-hidden />
      </IconButton>
      <IconButton
        label={`Remove ${name}`}
        needsHost
        onClick={() => void remove(editor, entry).catch((thrown) => notifyFailure(editor, thrown))}
      >
        <Trash2 size={15} aria-hidden />
      </IconButton>
    </li>
  )
}

/** What the workflow made last, or its place. */
function LastPicture({ name }: { readonly name: string }) {
  const picture = useLastPicture(name)
  return (
    <span className="grid size-10 shrink-0 place-items-center overflow-hidden rounded-md bg-canvas text-dim">
      {picture === null ? (
        <Workflow size={16} aria-hidden />
      ) : (
        <MediaTile media={picture} alt="" side={256} />
      )}
    </span>
  )
}

/** The button of a row: it takes the focus when something else led the user to it. */
function useRevealed(workflow: string): RefObject<HTMLButtonElement | null> {
  const editor = useEditor()
  const button = useRef<HTMLButtonElement>(null)
  const isWanted = useView((view) => view.revealed === workflow)
  useLayoutEffect(() => {
    if (!isWanted) return
    button.current?.focus()
    show(editor, { revealed: null })
  }, [editor, isWanted])
  return button
}

/** Enter or leaving the field renames, Esc keeps the old name. It says at once how the workflow will be called. */
function NameField({ entry, entries, onEnd }: WorkflowRowProps & { readonly onEnd: () => void }) {
  const editor = useEditor()
  const [name, setName] = useState(entry.name)
  const verdict = checkNewName(name, entries, entry)
  const isSame = name.trim() === entry.name
  const end = (): void => {
    if (isSame) return onEnd()
    if (!verdict.ok) return
    renameSaved(editor, entry, name)
      .then(onEnd)
      .catch((thrown) => notifyFailure(editor, thrown))
  }
  return (
    <li className="px-2 py-[9px]">
      <Field
        label=""
        className=""
        help={verdict.ok && !isSame ? (verdict.hint ?? '') : ''}
        problem={verdict.ok || isSame ? null : verdict.why}
      >
        <TextField
          aria-label={`New name of ${entry.name}`}
          className="border-accent"
          value={name}
          maxLength={200}
          autoFocus
          autoComplete="off"
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
          // A name that cannot be had is given up with the field.
          onBlur={() => (verdict.ok ? end() : onEnd())}
          onKeyDown={(event) => {
            if (isEnter(event)) end()
            else if (isEscape(event)) onEnd()
            else return
            event.preventDefault()
            event.stopPropagation()
          }}
        />
      </Field>
    </li>
  )
}
