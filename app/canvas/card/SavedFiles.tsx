import { Copy, File, FolderOpen } from 'lucide-react'
import { host } from '../../base/host.ts'
import { notify, notifyFailure } from '../../base/notify.ts'
import { IconButton } from '../../base/ui/IconButton.tsx'
import { useEditor } from '../../base/useEditor.ts'
import { useView } from '../../state/use.ts'

interface SavedFilesProps {
  readonly node: string
  /** The run that saved them; null if it is not known. */
  readonly run: string | null
  /** Where they are, on the machine of the host. */
  readonly paths: readonly string[]
}

/** The name of a file in a path of any system. */
export const nameOfPath = (path: string): string => path.replace(/^.*[/\\]/s, '')

const button =
  'nodrag grid size-[22px] shrink-0 cursor-pointer place-items-center rounded-[5px] hover:bg-raised hover:text-ink'

/** In the foot of a card: the files that its node has saved, and the ways to them. */
export function SavedFiles({ node, run, paths }: SavedFilesProps) {
  const editor = useEditor()
  const reveals = useView((view) => view.reveals)
  const [first = ''] = paths
  const more = paths.length - 1
  return (
    <>
      <File size={12} aria-hidden className="shrink-0" />
      <span className="min-w-0 truncate text-ink select-text" title={paths.slice(0, MAX_TITLE).join('\n')}>
        {nameOfPath(first)}
      </span>
      {more > 0 && <span className="-ml-2 shrink-0">{`+ ${more} more`}</span>}
      <span className="-mr-1 ml-auto flex shrink-0">
        {reveals && run !== null && (
          <IconButton
            needsHost
            className={button}
            label="Show in folder"
            onClick={() =>
              void host(editor)
                .request('result.reveal', { run, node, index: 0 })
                .catch((thrown) => notifyFailure(editor, thrown))
            }
          >
            <FolderOpen size={13} aria-hidden />
          </IconButton>
        )}
        <IconButton
          className={button}
          label={more > 0 ? 'Copy paths' : 'Copy path'}
          onClick={() =>
            void navigator.clipboard
              .writeText(paths.join('\n'))
              .then(() => notify(editor, more > 0 ? 'Paths copied.' : 'Path copied.'))
              .catch((thrown) => notifyFailure(editor, thrown))
          }
        >
          <Copy size={13} aria-hidden />
        </IconButton>
      </span>
    </>
  )
}

/** The number of paths in a tooltip. */
const MAX_TITLE = 12
