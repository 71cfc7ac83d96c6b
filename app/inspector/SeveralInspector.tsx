import { nodesOf } from '../state/connections.ts'
import { useRegistry } from '../state/catalogue/useNodeType.ts'
import { titleOf } from '../state/nodeType.ts'
import { useTab } from '../state/useTab.ts'
import { useDispatch } from '../base/dispatch.ts'
import { TextButton } from '../base/ui/TextButton.tsx'
import { countTypes } from './inspected.ts'
import { NodeLink } from './NodeLink.tsx'
import { Section } from './Section.tsx'
import { nameOfType } from '#shared/nodes/nameType.ts'

const ACTS = [
  'run.here',
  'node.mute',
  'node.bypass',
  'node.collapse',
  'node.group',
  'node.tidy',
  'edit.duplicate',
  'edit.delete',
] as const

/** The maximum number of links; the rest is counted. */
const MAX_NODES = 40

/** Several nodes: how many of each type, the actions for all of them, and a link to each. */
export function SeveralInspector({ ids }: { readonly ids: readonly string[] }) {
  const { find, isEnabled, call } = useDispatch()
  const workflow = useTab((tab) => tab.workflow, null)
  const registry = useRegistry(workflow)
  if (workflow === null) return null
  const nodes = nodesOf(workflow)
  return (
    <>
      <div className="flex flex-col gap-2 px-3 py-3">
        <p className="m-0 text-[14px] font-semibold">{`${ids.length} nodes`}</p>
        <p className="m-0 leading-[18px] text-dim">
          {countTypes(workflow, registry, ids)
            .map(([title, count]) => (count === 1 ? title : `${count} × ${title}`))
            .join(', ')}
        </p>
      </div>
      <Section title="All of them">
        <div className="flex flex-wrap gap-2">
          {ACTS.map((id) => {
            const found = find(id)
            if (found === null) return null
            return (
              <TextButton key={id} disabled={!isEnabled(found)} onClick={() => call(id)}>
                {found.title}
              </TextButton>
            )
          })}
        </div>
      </Section>
      <Section title="Each">
        <ul className="m-0 flex list-none flex-col gap-2 p-0">
          {ids.slice(0, MAX_NODES).map((id) => {
            const node = nodes.get(id)
            if (node === undefined) return null
            const title = titleOf(node, registry)
            const type = nameOfType(node.type, registry)
            return (
              <li key={id} className="flex items-center justify-between gap-2">
                <NodeLink id={id} title={title} />
                {type !== title && <span className="truncate text-[12px] text-dim">{type}</span>}
              </li>
            )
          })}
        </ul>
        {ids.length > MAX_NODES && <p className="m-0 text-dim">{`and ${ids.length - MAX_NODES} more`}</p>}
      </Section>
    </>
  )
}
