import { memo } from 'react'
import { setTitle } from '#shared/document/edits/nodes.ts'
import type { Node } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import { nameType } from '#shared/nodes/nameType.ts'
import { useEditor, usePart } from '../base/useEditor.ts'
import { asSentence } from '../state/noticeText.ts'
import { inputsOf, nodesOf, outputsOf } from '../state/connections.ts'
import { registryOf } from '../state/catalogue/catalogue.ts'
import { useRegistry } from '../state/catalogue/useNodeType.ts'
import { isRegistered, titleOf, typeOf } from '../state/nodeType.ts'
import { modelText } from '../state/engines.ts'
import { useView } from '../state/use.ts'
import { problemsStore } from '../state/canvas/problems.ts'
import { useNode, useTab } from '../state/useTab.ts'
import { activeTab, edit } from '../state/tabs.ts'
import { InspectorRow } from './InspectorRow.tsx'
import { AllOrNothing } from './AllOrNothing.tsx'
import { ModeChoice } from './ModeChoice.tsx'
import { VersionList } from './VersionList.tsx'
import { OutputRow } from './OutputRow.tsx'
import { Section } from './Section.tsx'
import { StepFacts } from './StepFacts.tsx'
import { TitleField } from './TitleField.tsx'

/** Padding at the left and right of the rows, with room for a scroll bar. */
const SIDES = 40

/** One node with all its inputs, including advanced ones. `width` is the inspector's, in pixels. */
export const NodeInspector = memo(function NodeInspector({
  id,
  width,
}: {
  readonly id: string
  readonly width: number
}) {
  const editor = useEditor()
  // Ports depend on the type and the cables; a change of a value renders only its own row again.
  useNode(id, ({ type, values }) => `${type} ${Object.keys(values ?? {}).join(' ')}`, '')
  useTab(
    ({ workflow }) => [...inputsOf(workflow, id).keys(), '', ...outputsOf(workflow, id).keys()].join(' '),
    '',
  )
  const workflow = activeTab(editor)?.workflow
  const registry = useRegistry(workflow)
  const node = workflow === undefined ? undefined : nodesOf(workflow).get(id)
  if (workflow === undefined || node === undefined) return null
  const type = typeOf(workflow, node, registry)
  const inputs = Object.entries(type.inputs)
  const rows = (advanced: boolean) =>
    inputs
      .filter(([, port]) => port.advanced === advanced)
      .map(([name, port]) => (
        <InspectorRow key={name} node={id} name={name} port={port} width={width - SIDES} />
      ))
  const plain = rows(false)
  const advanced = rows(true)
  return (
    <>
      <Head id={id} node={node} type={type} />
      {type.notices !== undefined && <Notices notices={type.notices} />}
      {plain.length > 0 && <Section title="Inputs">{plain}</Section>}
      {advanced.length > 0 && <Section title="Advanced">{advanced}</Section>}
      {Object.keys(type.outputs).length > 0 && (
        <Section title="Outputs">
          {Object.keys(type.outputs).map((name) => (
            <OutputRow key={name} node={id} name={name} type={type} />
          ))}
        </Section>
      )}
      {!type.inert && !type.effect && <VersionList id={id} />}
      {!type.inert && (
        <Section title="Last run">
          <StepFacts id={id} />
        </Section>
      )}
    </>
  )
})

interface HeadProps {
  readonly id: string
  readonly node: Node
  readonly type: NodeType
}

/** Which node it is, its problems as a whole, and whether it runs. */
function Head({ id, node, type }: HeadProps) {
  const editor = useEditor()
  const title = useNode(id, titleOf, '')
  const model = useView((view) => modelText(view, node.type))
  const hasType = useNode(id, isRegistered, false)
  const readOnly = useTab((tab) => tab.readOnly, false)
  const problem = usePart(problemsStore, ({ byNode }) => byNode.get(id)?.get('') ?? null)
  return (
    <div className="flex flex-col gap-2 px-3 py-3">
      <div className="-mx-2">
        <TitleField
          label="Title"
          title={title}
          disabled={readOnly}
          onTitle={(next) =>
            edit(
              editor,
              setTitle(
                id,
                next === '' || next === registryOf(editor, activeTab(editor)?.workflow).get(node.type)?.title
                  ? null
                  : next,
              ),
            )
          }
        />
      </div>
      {nameType(type) !== title && <p className="m-0">{nameType(type)}</p>}
      <code className="text-[12px] break-all text-dim select-text">{model}</code>
      {type.help !== '' && <p className="m-0 leading-[18px] text-dim">{type.help}</p>}
      {!hasType && (
        <p className="m-0 leading-[18px] text-dim">
          Unknown node type. Its values and cables are kept as they are.
        </p>
      )}
      {problem !== null && <p className="m-0 leading-[18px] text-failed">{problem}</p>}
      {!type.inert && <ModeChoice id={id} />}
      {!type.inert && <AllOrNothing id={id} />}
    </div>
  )
}

function Notices({ notices }: { readonly notices: readonly string[] }) {
  return (
    <Section title="Unsupported parts of the model's schema">
      <ul className="m-0 flex list-none flex-col gap-1 p-0 leading-[18px]">
        {notices.map((notice) => (
          <li key={notice} className="break-words select-text">
            {asSentence(notice)}
          </li>
        ))}
      </ul>
    </Section>
  )
}
