import type { NodeType } from '#shared/nodes/defineNode.ts'
import { describeType } from '#shared/ports/compatibility.ts'
import type { Media, Value } from '#shared/ports/value.ts'
import { isList, isMedia } from '#shared/ports/value.ts'
import type { Gap } from '#shared/run/gap.ts'
import { Button } from '../base/ui/Button.tsx'
import { useEditor } from '../base/useEditor.ts'
import { nodesOf, outputsOf } from '../state/connections.ts'
import { titleOf } from '../state/nodeType.ts'
import { outputType } from '../graph/model/portTypes.ts'
import { useResult, useTab } from '../state/useTab.ts'
import { MediaTile } from '../media/MediaTile.tsx'
import { GapTile } from '../widgets/GapTile.tsx'
import { openViewer } from '../state/viewer/openViewer.ts'
import { NodeLink } from './NodeLink.tsx'

/** An output: its value in the last run, and where its cables lead. */
export function OutputRow({
  node,
  name,
  type,
}: {
  readonly node: string
  readonly name: string
  readonly type: NodeType
}) {
  const text = useTab(
    ({ workflow }, registry) => describeType(outputType(workflow, node, name, registry)),
    '',
  )
  const result = useResult(node)
  const outputs = result?.outputs
  const value = outputs !== undefined && Object.hasOwn(outputs, name) ? outputs[name] : undefined
  // Joined to one string, so that the row renders again only when the connected nodes or their titles change.
  const targets = useTab(({ workflow }, registry) => {
    const nodes = nodesOf(workflow)
    const ids = new Set((outputsOf(workflow, node).get(name) ?? []).map(({ to }) => to.node))
    return JSON.stringify(
      [...ids].flatMap((id): [string, string][] => {
        const target = nodes.get(id)
        return target === undefined ? [] : [[id, titleOf(target, registry)]]
      }),
    )
  }, '[]')
  // The cast undoes the join above.
  const links = JSON.parse(targets) as readonly (readonly [string, string])[]
  return (
    <div className="flex flex-col gap-1" data-output={name}>
      <div className="flex min-h-[24px] items-center gap-2">
        <span>{type.outputs[name]?.label ?? name}</span>
        <span className="ml-auto text-[12px] text-dim">{text}</span>
      </div>
      {value !== undefined && <Held name={name} value={value} gaps={result?.gaps ?? NO_GAPS} />}
      {links.length > 0 && (
        <span className="flex flex-wrap items-center gap-x-2">
          <span className="text-dim">To</span>
          {links.map(([id, title]) => (
            <NodeLink key={id} id={id} title={title} />
          ))}
        </span>
      )}
    </div>
  )
}

const NO_GAPS: readonly Gap[] = []

interface HeldProps {
  readonly name: string
  readonly value: Value
  readonly gaps: readonly Gap[]
}

function Held({ name, value, gaps }: HeldProps) {
  const items: readonly Value[] = isList(value) ? value : [value]
  const missing = new Map(gaps.map((gap) => [gap.positions[name], gap]))
  if (items.some(isMedia) && items.every((item, index) => isMedia(item) || missing.has(index)))
    return (
      <div className="grid grid-cols-2 gap-2">
        {items.map((one, index) => {
          const gap = missing.get(index)
          if (gap !== undefined)
            return (
              <div key={`gap ${gap.item}`} className="aspect-square w-full overflow-hidden rounded-[5px]">
                <GapTile gap={gap} />
              </div>
            )
          return isMedia(one) ? <Picture key={`${one.sha256} ${index}`} media={one} /> : null
        })}
      </div>
    )
  return (
    <pre className="m-0 max-h-[200px] overflow-auto rounded-[5px] border border-line bg-canvas p-2 font-sans break-words whitespace-pre-wrap select-text">
      {typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
    </pre>
  )
}

function Picture({ media }: { readonly media: Media }) {
  const editor = useEditor()
  const { media: kind, sha256, width, height } = media
  const size = width === undefined || height === undefined ? '' : `${width} × ${height}`
  return (
    <Button
      className="flex cursor-pointer flex-col gap-1 rounded-[5px] text-left"
      aria-label={`Open the ${kind} in the viewer${size === '' ? '' : `, ${size} pixels`}`}
      onClick={() => openViewer(editor, sha256)}
    >
      <span className="block aspect-square w-full overflow-hidden rounded-[5px] border border-line bg-canvas">
        <MediaTile media={media} alt="" side={512} />
      </span>
      {size !== '' && <span className="text-[12px] text-dim">{`${size} px`}</span>}
    </Button>
  )
}
