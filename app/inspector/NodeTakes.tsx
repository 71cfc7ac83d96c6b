import { Pin, PinOff } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { registry } from '#nodes/registry.ts'
import type { VersionRow } from '#shared/ipc/records.ts'
import { isList, isMedia } from '#shared/ports/value.ts'
import type { Values } from '#shared/ports/value.ts'
import { showCost } from '../state/steps/showSeconds.ts'
import { useNode, useResult, useShownResult, useTab } from '../state/useTab.ts'
import { formatAgo } from '../state/runs/words.ts'
import { Thumb } from '../base/media/Thumb.tsx'
import { useNow } from '../base/useNow.ts'
import { hearTakes, keepTake, placeOf, releaseTake, showTake } from '../state/versions/takeActs.ts'
import type { Take } from '../state/versions/takesStore.ts'
import { keyOfOutputs, takesStore } from '../state/versions/takesStore.ts'
import { Section } from './Section.tsx'

const NONE: readonly Take[] = []

/** What a node has made so far, the newest first: to look at, and to let one of them stand for the node. */
export function NodeTakes({ id }: { readonly id: string }) {
  const tab = useTab((shown) => shown.id, '')
  const result = useResult(id)
  const shown = useShownResult(id)
  const takes = useStore(takesStore, ({ known }) => known[tab]?.[id]?.takes ?? NONE)
  const kept = useNode(id, ({ take }) => (take === undefined ? null : keyOfOutputs(take.outputs)), null)
  const type = useNode(id, (node) => node.type, '')
  const readOnly = useTab((one) => one.readOnly, false)
  const now = useNow(false)
  useEffect(() => hearTakes(id), [id, result])
  if (takes.length === 0) return null
  const at = placeOf(takes, shown)
  return (
    <Section title="Results">
      <ul className="m-0 flex list-none flex-col gap-1 p-0">
        {takes.toReversed().map((take, index) => {
          const place = takes.length - 1 - index
          const isKept = take.key === kept
          const words = factsOf(take.row, type, now)
          return (
            <li
              key={take.key}
              className={`flex items-center gap-2 rounded-[6px] border p-1 ${place === at ? 'border-accent' : 'border-transparent'}`}
            >
              <button
                type="button"
                className="flex min-w-0 flex-1 cursor-pointer items-center gap-2 text-left"
                aria-label={`Look at result ${place + 1} of ${takes.length}, ${words}`}
                aria-pressed={place === at}
                onClick={() => showTake(id, take)}
              >
                <Small take={take} />
                <span className="min-w-0 text-[12px] leading-[16px] text-dim">{words}</span>
              </button>
              {!readOnly && (
                <button
                  type="button"
                  className="grid size-7 shrink-0 cursor-pointer place-items-center rounded-[6px] text-dim hover:bg-raised hover:text-ink"
                  aria-label={isKept ? 'Let it run again' : 'Use this one'}
                  title={isKept ? 'Let it run again' : 'Use this one'}
                  onClick={() => (isKept ? releaseTake(id) : keepTake(id, take))}
                >
                  {isKept ? <PinOff size={14} aria-hidden /> : <Pin size={14} aria-hidden />}
                </button>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function Small({ take }: { readonly take: Take }) {
  const outputs: Values = take.result.outputs
  const media = Object.values(outputs)
    .flatMap((value) => (isList(value) ? [...value] : [value]))
    .find(isMedia)
  return (
    <span className="block size-10 shrink-0 overflow-hidden rounded-[5px] bg-canvas">
      {media !== undefined && <Thumb media={media} alt="" side={256} />}
    </span>
  )
}

/** When it was made, with which seed, for how much, as in `5 min ago · seed 7 · $0.01`. */
function factsOf({ at, inputs, cost, engine }: VersionRow, type: string, now: number): string {
  const ports = Object.entries(registry.get(type)?.inputs ?? {})
  const name = ports.find(([, port]) => port.control.kind === 'seed')?.[0] ?? 'seed'
  const seed = Object.hasOwn(inputs, name) ? inputs[name] : undefined
  return [
    formatAgo(at, now),
    ...(typeof seed === 'number' ? [`seed ${seed}`] : []),
    ...(cost === null || engine === 'practice' ? [] : [showCost(cost)]),
  ].join(' · ')
}
