import { renameWorkflow } from '#shared/document/edits/workflow.ts'
import { useEditor, usePart } from '../base/useEditor.ts'
import { nodesOf } from '../state/connections.ts'
import { useRegistry } from '../state/catalogue/useNodeType.ts'
import { titleOf, typeOf } from '../state/nodeType.ts'
import { problemsStore } from '../state/canvas/problems.ts'
import { useTab } from '../state/useTab.ts'
import { edit } from '../state/tabs.ts'
import { countTypes } from './inspected.ts'
import { NodeLink } from './NodeLink.tsx'
import { Fact, Section } from './Section.tsx'
import { TitleField } from './TitleField.tsx'

const NOTE_TYPE = 'local/note'

/** The workflow as a whole, shown without a selection: its name, notes, contents and problems. */
export function WorkflowInspector() {
  const editor = useEditor()
  const workflow = useTab((tab) => tab.workflow, null)
  const registry = useRegistry(workflow)
  const readOnly = useTab((tab) => tab.readOnly, false)
  const byNode = usePart(problemsStore, (problems) => problems.byNode)
  if (workflow === null) return null
  const nodes = nodesOf(workflow)
  const notes = [...nodes.values()].flatMap(({ id, type, values }) => {
    const text = values?.['text']
    return type === NOTE_TYPE && typeof text === 'string' && text.trim() !== '' ? [{ id, text }] : []
  })
  const wrong = [...byNode].flatMap(([id, ports]) => {
    const node = nodes.get(id)
    if (node === undefined) return []
    const { inputs } = typeOf(workflow, node, registry)
    return [...ports].map(([port, message]) => {
      const label = inputs[port]?.label ?? ''
      const named = label === '' || message.startsWith(label) ? message : `${label}: ${message}`
      return { id, title: titleOf(node, registry), message: named }
    })
  })
  return (
    <>
      <div className="flex flex-col gap-2 px-3 py-3">
        <div className="-mx-2">
          <TitleField
            label="Name of the workflow"
            title={workflow.name ?? ''}
            disabled={readOnly}
            onTitle={(name) => edit(editor, renameWorkflow(name === '' ? null : name))}
          />
        </div>
        <p className="m-0 leading-[18px] text-dim">Select a node to see all its inputs.</p>
      </div>
      {notes.length > 0 && (
        <Section title="Notes">
          {notes.map(({ id, text }) => (
            <p key={id} className="m-0 leading-[18px] break-words whitespace-pre-wrap select-text">
              {text}
            </p>
          ))}
        </Section>
      )}
      {wrong.length > 0 && (
        <Section title="Fix before running">
          <ul className="m-0 flex list-none flex-col gap-2 p-0">
            {wrong.map(({ id, title, message }, index) => (
              <li key={`${id} ${index}`} className="flex flex-col">
                <NodeLink id={id} title={title} />
                <span className="leading-[18px] break-words text-dim">{message}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="In it">
        <div>
          <Fact name="Nodes">{nodes.size}</Fact>
          <Fact name="Cables">{workflow.edges.length}</Fact>
          {(workflow.groups?.length ?? 0) > 0 && <Fact name="Groups">{workflow.groups?.length}</Fact>}
          {countTypes(workflow, registry).map(([title, count]) => (
            <Fact key={title} name={title}>
              {count}
            </Fact>
          ))}
        </div>
      </Section>
    </>
  )
}
