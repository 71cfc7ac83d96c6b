import { Pin, PinOff } from 'lucide-react'
import { useEffect } from 'react'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { VersionRow } from '#shared/api/records.ts'
import { isList, isMedia } from '#shared/ports/value.ts'
import type { Values } from '#shared/ports/value.ts'
import { Button } from '../base/ui/Button.tsx'
import { IconButton } from '../base/ui/IconButton.tsx'
import { useEditor, usePart } from '../base/useEditor.ts'
import { useNodeType } from '../state/catalogue/useNodeType.ts'
import { showCost } from '../state/steps/showSeconds.ts'
import { useNode, useResult, useShownResult, useTab } from '../state/useTab.ts'
import { formatAgo } from '../state/runs/stateLabels.ts'
import { MediaTile } from '../media/MediaTile.tsx'
import { useNow } from '../base/useNow.ts'
import {
  refreshVersions,
  pinListedVersion,
  indexOfVersion,
  unpinVersion,
  showVersion,
} from '../state/versions/versionActions.ts'
import type { NodeVersion } from '../state/versions/versionsStore.ts'
import { keyOfOutputs, versionsStore } from '../state/versions/versionsStore.ts'
import { Section } from './Section.tsx'

const NONE: readonly NodeVersion[] = []

/** The versions of a node, newest first, to preview or pin one of them. */
export function VersionList({ id }: { readonly id: string }) {
  const editor = useEditor()
  const tab = useTab((shown) => shown.id, '')
  const result = useResult(id)
  const shown = useShownResult(id)
  const versions = usePart(versionsStore, ({ loaded }) => loaded[tab]?.[id]?.versions ?? NONE)
  const pinnedKey = useNode(id, ({ take }) => (take === undefined ? null : keyOfOutputs(take.outputs)), null)
  const type = useNodeType(useNode(id, (node) => node.type, ''))
  const readOnly = useTab((one) => one.readOnly, false)
  const now = useNow(false)
  useEffect(() => refreshVersions(editor, id), [editor, id, result])
  if (versions.length === 0) return null
  const at = indexOfVersion(versions, shown)
  return (
    <Section title="Results">
      <ul className="m-0 flex list-none flex-col gap-1 p-0">
        {versions.toReversed().map((version, index) => {
          const number = versions.length - 1 - index
          const isPinnedVersion = version.key === pinnedKey
          const facts = factsOf(version.row, type, now)
          return (
            <li
              key={version.key}
              className={`flex items-center gap-2 rounded-[6px] border p-1 ${number === at ? 'border-accent' : 'border-transparent'}`}
            >
              <Button
                className="flex min-w-0 flex-1 cursor-pointer items-center gap-2 text-left"
                aria-label={`Look at result ${number + 1} of ${versions.length}, ${facts}`}
                aria-pressed={number === at}
                onClick={() => showVersion(editor, id, version)}
              >
                <Small version={version} />
                <span className="min-w-0 text-[12px] leading-[16px] text-dim">{facts}</span>
              </Button>
              {!readOnly && (
                <IconButton
                  className="grid size-7 shrink-0 cursor-pointer place-items-center rounded-[6px] text-dim hover:bg-raised hover:text-ink"
                  label={isPinnedVersion ? 'Unpin result' : 'Use this result'}

                  onClick={() =>
                    isPinnedVersion ? unpinVersion(editor, id) : pinListedVersion(editor, id, version)
                  }
                >
                  {isPinnedVersion ? <PinOff size={14} aria-hidden /> : <Pin size={14} aria-hidden />}
                </IconButton>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function Small({ version }: { readonly version: NodeVersion }) {
  const outputs: Values = version.result.outputs
  const media = Object.values(outputs)
    .flatMap((value) => (isList(value) ? [...value] : [value]))
    .find(isMedia)
  return (
    <span className="block size-10 shrink-0 overflow-hidden rounded-[5px] bg-canvas">
      {media !== undefined && <MediaTile media={media} alt="" side={256} />}
    </span>
  )
}

/** When a version was made, with which seed and cost, as in `5 min ago · seed 7 · $0.01`. */
function factsOf({ at, inputs, cost, mode }: VersionRow, type: NodeType | undefined, now: number): string {
  const ports = Object.entries(type?.inputs ?? {})
  const name = ports.find(([, port]) => port.control.kind === 'seed')?.[0] ?? 'seed'
  const seed = Object.hasOwn(inputs, name) ? inputs[name] : undefined
  return [
    formatAgo(at, now),
    ...(typeof seed === 'number' ? [`seed ${seed}`] : []),
    ...(cost === null || mode === 'practice' ? [] : [showCost(cost)]),
  ].join(' · ')
}
