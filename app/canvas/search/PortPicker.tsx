import { useCallback } from 'react'
import { useEditor, usePart } from '../../base/useEditor.ts'
import { activeTab } from '../../state/tabs.ts'
import { connectPorts, refuse } from '../../graph/acts/connect.ts'
import { canvasStore, setCanvas } from '../../state/canvas/canvasStore.ts'
import { Glyph } from '../../widgets/Glyph.tsx'
import { portColour } from '../../widgets/portGlyph.ts'
import { nodesOf } from '../../state/connections.ts'
import { fittingPorts } from '../../graph/model/fittingPorts.ts'
import { useRegistry } from '../../state/catalogue/useNodeType.ts'
import { titleOf } from '../../state/nodeType.ts'
import { ListBox } from './ListBox.tsx'

/** Connects a cable by keyboard: a list of the ports that a port can be connected to. */
export function PortPicker() {
  const editor = useEditor()
  const picker = usePart(canvasStore, (canvas) => canvas.picker)
  const close = useCallback(() => setCanvas(editor, { picker: null }), [editor])
  const workflow = activeTab(editor)?.workflow
  const registry = useRegistry(workflow)
  if (picker === null || workflow === undefined) return null
  const { from, at } = picker
  const ports = fittingPorts(workflow, from, registry)
  const node = nodesOf(workflow).get(from.node)
  const label = `Connect ${from.port} of ${node === undefined ? '' : titleOf(node, registry)}`
  return (
    <ListBox
      at={at}
      label={label}
      placeholder="Connect to"
      empty="Nothing on the canvas fits this port."
      find={(query) =>
        ports
          .filter(({ text: name }) => name.toLowerCase().includes(query.trim().toLowerCase()))
          .map(({ port, type, text: name, conversion }) => ({
            id: `${port.node} ${port.port}`,
            label: name,
            content: (
              <>
                <span style={{ color: portColour(type.kind) }}>
                  <Glyph type={type} filled />
                </span>
                <span className="min-w-0 flex-1 truncate">{name}</span>
                {conversion !== null && <span className="shrink-0 text-[12px] text-dim">{conversion}</span>}
              </>
            ),
          }))
      }
      onChoose={(id) => {
        const chosen = ports.find(({ port }) => `${port.node} ${port.port}` === id)
        close()
        if (chosen === undefined) return
        const why = connectPorts(editor, from, chosen.port)
        if (why !== null) refuse(editor, at, why)
        document
          .querySelector<HTMLElement>(
            `[data-card="${CSS.escape(from.node)}"] [data-port="${CSS.escape(`${from.side} ${from.port}`)}"]`,
          )
          ?.focus()
      }}
      onClose={close}
    />
  )
}
