import '@xyflow/react/dist/base.css'
import './canvas.css'
import { MiniMap, ReactFlow, SelectionMode } from '@xyflow/react'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { resultsStore } from '../stores/results.ts'
import { runsStore } from '../stores/runs.ts'
import type { Tab } from '../stores/tabs.ts'
import { viewStore } from '../stores/view.ts'
import { shownResults } from '../takes/shownResults.ts'
import { takesStore } from '../takes/takesStore.ts'
import { Cable } from './cable/Cable.tsx'
import { LooseCable } from './cable/LooseCable.tsx'
import { canvasStore } from './canvasStore.ts'
import { Frame } from './card/Frame.tsx'
import { NodeCard } from './card/NodeCard.tsx'
import { NoteCard } from './card/NoteCard.tsx'
import { Reroute } from './card/Reroute.tsx'
import { Ground } from './ground/Ground.tsx'
import { Guides } from './Guides.tsx'
import { Menu } from './Menu.tsx'
import { setFlow, setPointer } from './flow.ts'
import { DropHint } from './drop/DropHint.tsx'
import { useDrop } from './drop/useDrop.ts'
import { useExtent } from './ground/useExtent.ts'
import { createFlowEdges } from './layout/flowEdges.ts'
import type { FlowEdge } from './layout/flowEdges.ts'
import type { FlowNode, Scene } from './layout/flowNodes.ts'
import { createFlowNodes } from './layout/flowNodes.ts'
import { useCables } from './useCables.ts'
import { useDrag } from './useDrag.ts'
import { useRoom } from './useRoom.ts'
import { useSpace } from './useSpace.ts'
import { useStart } from './useStart.ts'
import { useView } from './useView.ts'
import { stepsOf } from './useTab.ts'

const nodeTypes = { card: NodeCard, reroute: Reroute, note: NoteCard, frame: Frame }
const edgeTypes = { cable: Cable }
const GRID: [number, number] = [8, 8]
/** Left and middle drag on empty canvas; Space and drag anywhere. */
const PAN: number[] = [0, 1]
const SEVERAL = ['Shift', 'Control', 'Meta']
const NO_RESULTS: Scene['results'] = {}

const minimapColour = ({ type, selected }: FlowNode): string =>
  type === 'frame' ? 'var(--line)' : selected ? 'var(--accent)' : 'var(--dim)'

/** The canvas of one tab. */
export function Canvas({ tab }: { readonly tab: Tab }) {
  const { id, workflow, selected, run, readOnly } = tab
  const [flowNodes] = useState(createFlowNodes)
  const [flowEdges] = useState(createFlowEdges)
  const steps = useStore(runsStore, (runs) => stepsOf(runs, run))
  const made = useStore(resultsStore, (all) => all[id] ?? NO_RESULTS)
  const looks = useStore(takesStore, (takes) => takes.looks[id] ?? NO_RESULTS)
  const results = useMemo(() => shownResults(made, workflow, looks), [made, workflow, looks])
  const more = useStore(canvasStore, (canvas) => canvas.more)
  const drag = useStore(canvasStore, (canvas) => canvas.drag)
  const snap = useStore(canvasStore, (canvas) => canvas.snap)
  const cables = useStore(canvasStore, (canvas) => canvas.edges)
  const level = useStore(canvasStore, (canvas) => canvas.level)
  const minimap = useStore(viewStore, (view) => view.minimap)
  const nodes = useMemo(
    () => [...flowNodes({ tab: id, workflow, selected, steps, results, looks, more, drag })],
    [flowNodes, id, workflow, selected, steps, results, looks, more, drag],
  )
  const extent = useExtent(nodes)
  const edges = useMemo(() => [...flowEdges(workflow, cables)], [flowEdges, workflow, cables])
  useRoom(tab, nodes, steps, results)
  const onCables = useCables()
  const onDrag = useDrag()
  const onView = useView(id)
  const canvas = useSpace()
  const onDrop = useDrop()
  const start = useStart(tab, canvas, extent)

  useEffect(() => () => setFlow(null), [])

  return (
    <div
      ref={canvas}
      className="relative size-full"
      data-canvas
      data-level={level}
      onPointerMove={(event) => setPointer({ x: event.clientX, y: event.clientY })}
      onPointerLeave={() => setPointer(null)}
      {...onDrop}
    >
      <Menu>
        {start !== null && (
          <ReactFlow<FlowNode, FlowEdge>
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            connectionLineComponent={LooseCable}
            {...onCables}
            {...onDrag}
            {...onView}
            {...start}
            onInit={setFlow}
            onError={() => undefined}
            onlyRenderVisibleElements
            nodesDraggable={!readOnly}
            nodesConnectable={!readOnly}
            nodesFocusable={false}
            edgesFocusable={false}
            disableKeyboardA11y
            deleteKeyCode={null}
            selectionKeyCode="Shift"
            multiSelectionKeyCode={SEVERAL}
            panActivationKeyCode="Space"
            panOnDrag={PAN}
            selectionMode={SelectionMode.Partial}
            zoomOnDoubleClick={false}
            minZoom={0.05}
            maxZoom={4}
            snapToGrid={snap}
            snapGrid={GRID}
            nodeDragThreshold={3}
            connectionDragThreshold={3}
            connectionRadius={24}
            elevateNodesOnSelect={false}
            elevateEdgesOnSelect={false}
            aria-label="Canvas"
          >
            <Ground nodes={extent} />
            <Guides />
            {minimap && (
              <MiniMap
                pannable
                zoomable
                ariaLabel="Minimap"
                nodeColor={minimapColour}
                nodeBorderRadius={16}
              />
            )}
          </ReactFlow>
        )}
      </Menu>
      {workflow.nodes.length === 0 && <Empty />}
      <DropHint />
    </div>
  )
}

function Empty() {
  return (
    <p className="pointer-events-none absolute inset-0 m-0 grid place-content-center text-center text-dim">
      Nodes go here. Double-click to add the first one.
    </p>
  )
}
