import { Pencil, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { WorkflowVersion } from '#shared/api/records.ts'
import { host } from '../base/host.ts'
import { notifyFailedLoad, notifyFailure } from '../base/notify.ts'
import { Dialog, DialogClose, DialogPopup, DialogTitle } from '../base/ui/Dialog.tsx'
import { IconButton } from '../base/ui/IconButton.tsx'
import { TextButton } from '../base/ui/TextButton.tsx'
import { useEditor, usePart } from '../base/useEditor.ts'
import { useNow } from '../base/useNow.ts'
import { MediaTile } from '../media/MediaTile.tsx'
import { formatAgo } from '../state/runs/stateLabels.ts'
import { nameOfTab, savedId, tabOf } from '../state/tabs.ts'
import { useHostGone } from '../state/use.ts'
import {
  hideVersions,
  nameVersion,
  restoreVersion,
  versionTitle,
  versionsStore,
} from '../state/workflows/versions.ts'

/** What a workflow was at each save and run, over everything else. Esc closes it. */
export function Versions() {
  const editor = useEditor()
  const id = usePart(versionsStore, ({ tab }) => tab)
  const tab = id === null ? null : tabOf(editor, id)
  const gone = useHostGone()
  const [versions, setVersions] = useState<readonly WorkflowVersion[] | null>(null)
  const [changes, setChanges] = useState(0)
  const workflow = tab === null ? null : savedId(tab)
  useEffect(() => {
    if (workflow === null) return setVersions(null)
    if (gone) return
    host(editor)
      .request('workflow.versions', { id: workflow })
      .then(setVersions)
      .catch((thrown) => notifyFailedLoad(editor, thrown))
  }, [editor, workflow, gone, changes])
  return (
    <Dialog open={tab !== null} onClose={() => hideVersions(editor)} backdrop="z-30 bg-black/50">
      <DialogPopup className="fixed top-[12%] left-1/2 z-30 flex max-h-[76vh] w-[520px] max-w-[92vw] -translate-x-1/2 flex-col rounded-lg border border-line bg-raised shadow-[var(--shadow)] outline-none">
        <div className="flex shrink-0 items-center gap-2 border-b border-line py-2 pr-2 pl-4">
          <DialogTitle className="m-0 min-w-0 flex-1 truncate text-[15px] font-semibold">
            {`Versions of ${tab === null ? '' : nameOfTab(tab)}`}
          </DialogTitle>
          <DialogClose
            aria-label="Close versions"
            className="grid size-7 place-items-center rounded-md text-dim hover:bg-line/60 hover:text-ink"
          >
            <X size={16} aria-hidden />
          </DialogClose>
        </div>
        <div className="min-h-0 overflow-y-auto" tabIndex={-1}>
          {versions?.length === 0 && (
            <p className="m-0 p-4 text-dim">Each save and each run of this workflow appears here.</p>
          )}
          {tab !== null && versions !== null && (
            <VersionList
              versions={versions}
              onRestore={(version) =>
                void restoreVersion(editor, tab, version).catch((thrown) => notifyFailure(editor, thrown))
              }
              onName={(version) =>
                void nameVersion(editor, tab, version).then(
                  (changed) => changed && setChanges((count) => count + 1),
                  (thrown) => notifyFailure(editor, thrown),
                )
              }
            />
          )}
        </div>
      </DialogPopup>
    </Dialog>
  )
}

interface VersionListProps {
  readonly versions: readonly WorkflowVersion[]
  readonly onRestore: (version: WorkflowVersion) => void
  readonly onName: (version: WorkflowVersion) => void
}

/** Versions, newest first: a picture, what each was, and when. */
export function VersionList({ versions, onRestore, onName }: VersionListProps) {
  const now = useNow(false)
  return (
    <ul className="m-0 list-none p-0" aria-label="Versions">
      {versions.map((version) => {
        const title = versionTitle(version)
        const { from, media, at } = version
        return (
          <li
            key={version.id}
            className="flex items-center gap-3 border-b border-line px-4 py-2 last:border-0"
          >
            <div className="size-10 shrink-0 overflow-hidden rounded-[5px] border border-line bg-canvas">
              {media !== null && <MediaTile media={media} alt="" side={256} fit="cover" />}
            </div>
            <div className="min-w-0 flex-1">
              <div className="truncate" title={title}>
                {title}
              </div>
              <div className="text-[12px] text-dim" title={new Date(at).toLocaleString()}>
                {`${from === 'save' ? 'Saved' : 'Run'} · ${formatAgo(at, now)}`}
              </div>
            </div>
            <IconButton label={`Name ${title}`} needsHost onClick={() => onName(version)}>
              <Pencil size={15} aria-hidden />
            </IconButton>
            <TextButton needsHost aria-label={`Restore ${title}`} onClick={() => onRestore(version)}>
              Restore
            </TextButton>
          </li>
        )
      })}
    </ul>
  )
}
