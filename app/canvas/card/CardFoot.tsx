import { Eye, History, Pin } from 'lucide-react'
import type { ReactNode } from 'react'
import { savedPaths } from '#shared/run/savedPaths.ts'
import { Button } from '../../base/ui/Button.tsx'
import { useEditor, usePart } from '../../base/useEditor.ts'
import type { Result } from '../../state/results/results.ts'
import { pinShown, resetViewed, unpinVersion } from '../../state/versions/versionActions.ts'
import { versionsStore } from '../../state/versions/versionsStore.ts'
import { CARD } from '../../graph/layout/metrics.ts'
import { SavedFiles } from './SavedFiles.tsx'
import { useNode, useTab } from '../../state/useTab.ts'
import { showCost, showSeconds } from '../../state/steps/showSeconds.ts'

interface CardFootProps {
  readonly id: string
  readonly result: Result
  /** The last run did not make what is shown: its job is unknown, failed or was cancelled. */
  readonly isOld: boolean
  readonly top: number
}

/**
 * How long the shown result took and what it cost; whether it is pinned or only previewed, and what can be done about
 * that.
 */
export function CardFoot({ id, result, isOld, top }: CardFootProps) {
  const editor = useEditor()
  const tab = useTab((shown) => shown.id, '')
  const isViewing = usePart(versionsStore, ({ viewed }) => viewed[tab]?.[id] !== undefined)
  const hasPinnedVersion = useNode(id, ({ take }) => take !== undefined, false)
  const readOnly = useTab((shown) => shown.readOnly, false)
  return (
    <footer
      className="absolute inset-x-0 flex items-center gap-3 border-t border-line px-3 text-[12px] text-dim"
      style={{ top, height: CARD.foot }}
    >
      {isViewing ? (
        <>
          <StatusText icon={<Eye size={12} aria-hidden />} text="Preview only" />
          <Act text="Back" onPress={() => resetViewed(editor, id)} />
          {!readOnly && <Act text="Use this result" onPress={() => pinShown(editor, id)} />}
        </>
      ) : hasPinnedVersion ? (
        <>
          <StatusText icon={<Pin size={12} aria-hidden />} text="Pinned result" />
          {!readOnly && <Act text="Unpin result" onPress={() => unpinVersion(editor, id)} />}
        </>
      ) : isOld ? (
        <StatusText icon={<History size={12} aria-hidden />} text="From an earlier run" />
      ) : (
        <Facts id={id} result={result} />
      )}
    </footer>
  )
}

function StatusText({ icon, text }: { readonly icon: ReactNode; readonly text: string }) {
  return (
    <span className="mr-auto flex min-w-0 items-center gap-1 truncate text-ink">
      {icon}
      {text}
    </span>
  )
}

function Act({ text, onPress }: { readonly text: string; readonly onPress: () => void }) {
  return (
    <Button className="nodrag shrink-0 cursor-pointer text-accent hover:underline" onClick={onPress}>
      {text}
    </Button>
  )
}

function Facts({ id, result }: { readonly id: string; readonly result: Result }) {
  const { startedAt, finishedAt, cost, reused, outputs } = result
  // Others only pass on what was saved.
  const saves = useNode(id, ({ type }, registry) => registry.get(type)?.effect === true, false)
  const paths = saves ? savedPaths(outputs) : []
  if (paths.length > 0) return <SavedFiles node={id} run={result.run ?? null} paths={paths} />
  const time = startedAt === null ? null : showSeconds(finishedAt - startedAt)
  return (
    <>
      <span className="mr-auto">{reused ? 'Reused at no cost' : (time ?? '')}</span>
      <span>{cost === null || reused ? '' : showCost(cost)}</span>
    </>
  )
}
