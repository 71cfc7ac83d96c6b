import { ChevronLeft, ChevronRight, Columns2, Pin, PinOff, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../base/ui/IconButton.tsx'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { useNode, useTab } from '../../state/useTab.ts'
import { useHint } from '../../state/useKeys.ts'
import { notifyFailure } from '../../base/notify.ts'
import type { Result } from '../../state/results/results.ts'
import {
  compareVersions,
  stepVersion,
  pinShown,
  indexOfVersion,
  unpinVersion,
  removeVersion,
} from '../../state/versions/versionActions.ts'
import type { NodeVersion } from '../../state/versions/versionsStore.ts'
import { versionsStore } from '../../state/versions/versionsStore.ts'

const NONE: readonly NodeVersion[] = []

/** Shown over a card's picture on hover or focus: buttons to browse the node's versions. */
export function VersionBar({
  id,
  title,
  shown,
}: {
  readonly id: string
  readonly title: string
  readonly shown: Result
}) {
  const editor = useEditor()
  const tab = useTab(({ id: own }) => own, '')
  const versions = usePart(versionsStore, ({ loaded }) => loaded[tab]?.[id]?.versions ?? NONE)
  const isViewing = usePart(versionsStore, ({ viewed }) => viewed[tab]?.[id] !== undefined)
  const hasPinnedVersion = useNode(id, ({ take }) => take !== undefined, false)
  const readOnly = useTab((one) => one.readOnly, false)
  const older = useHint('node.takeOlder', 'The result before')
  const newer = useHint('node.takeNewer', 'The result after')
  if (versions.length === 0) return null
  const at = indexOfVersion(versions, shown)
  const version = versions[at]
  const several = versions.length > 1
  return (
    <div
      role="group"
      aria-label={`Results of ${title}`}
      className="take-bar nodrag absolute bottom-2 left-2 flex h-7 items-center rounded-md bg-black/70 px-1 text-[12px] text-white"
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {several && (
        <>
          <Act
            label="The result before"
            title={older}
            disabled={at === 0}
            onPress={() => void stepVersion(editor, id, -1).catch((thrown) => notifyFailure(editor, thrown))}
          >
            <ChevronLeft size={14} aria-hidden />
          </Act>
          <span aria-live="polite" className="px-1 whitespace-nowrap tabular-nums">
            {at < 0 ? `${versions.length} before` : `${at + 1} of ${versions.length}`}
          </span>
          <Act
            label="The result after"
            title={newer}
            disabled={at === versions.length - 1}
            onPress={() => void stepVersion(editor, id, 1).catch((thrown) => notifyFailure(editor, thrown))}
          >
            <ChevronRight size={14} aria-hidden />
          </Act>
        </>
      )}
      {hasPinnedVersion && !isViewing ? (
        <Act label="Unpin result" disabled={readOnly} onPress={() => unpinVersion(editor, id)}>
          <PinOff size={13} aria-hidden />
        </Act>
      ) : (
        <Act label="Use this result" disabled={readOnly} onPress={() => pinShown(editor, id)}>
          <Pin size={13} aria-hidden />
        </Act>
      )}
      {several && (
        <Act label="Compare two results" onPress={() => compareVersions(editor, id)}>
          <Columns2 size={13} aria-hidden />
        </Act>
      )}
      {version !== undefined && (
        <Act
          label="Remove this result"
          needsHost
          onPress={() =>
            void removeVersion(editor, id, version).catch((thrown) => notifyFailure(editor, thrown))
          }
        >
          <Trash2 size={13} aria-hidden />
        </Act>
      )}
    </div>
  )
}

interface ActProps {
  readonly label: string
  readonly title?: string
  readonly disabled?: boolean
  /** While the host is unreachable it is disabled and says why. */
  readonly needsHost?: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

/** It keeps the focus even at the last version, so that the keys continue from here. */
function Act({ onPress, ...rest }: ActProps) {
  return (
    <IconButton
      {...rest}
      keepsFocus
      className="grid size-6 shrink-0 cursor-pointer place-items-center rounded-[5px] hover:bg-white/20 focus-visible:outline-2 focus-visible:outline-white"
      onClick={onPress}
    />
  )
}
