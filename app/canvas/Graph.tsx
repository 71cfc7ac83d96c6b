import { MiniMap, ReactFlow, SelectionMode, ViewportPortal } from '@xyflow/react'
import { useCallback, useMemo, useState } from 'react'
import { usePart, useEditor } from '../base/useEditor.ts'
import { useRegistry } from '../state/catalogue/useNodeType.ts'
import { useShownJobs } from '../state/jobs/useCardJobs.ts'
import { pictureRatios } from '../state/results/pictureRatios.ts'
import { resultsStore } from '../state/results/results.ts'
import { runsStore } from '../state/runs/runs.ts'
import type { Tab } from '../state/tabs.ts'
import { viewStore } from '../state/view.ts'
import { shownResults } from '../state/versions/shownResults.ts'
import { versionsStore } from '../state/versions/versionsStore.ts'
import { Cable } from './cable/Cable.tsx'
import { LooseCable } from './cable/LooseCable.tsx'
import { OverCards } from './cable/OverCards.tsx'
import { useSelectionTrace } from './cable/useTrace.ts'
import { canvasStore, setCanvas } from '../state/canvas/canvasStore.ts'
import { Frame } from './card/Frame.tsx'
import { NodeCard } from './card/NodeCard.tsx'
import { NoteCard } from './card/NoteCard.tsx'
import { Reroute } from './card/Reroute.tsx'
import type { CanvasInstance } from '../graph/reactFlow.ts'
import { setReactFlow } from '../graph/reactFlow.ts'
import { Background } from './ground/Background.tsx'
import { useExtent } from './ground/useExtent.ts'
import { createFlowEdges } from '../graph/layout/flowEdges.ts'
import type { FlowEdge } from '../graph/layout/flowEdges.ts'
import type { FlowNode, CanvasState } from '../graph/layout/flowNodes.ts'
import { minimapColour } from './minimapColour.ts'
import { createFlowNodes } from '../graph/layout/flowNodes.ts'
import { useCables } from './useCables.ts'
import { useDrag } from './useDrag.ts'
import { useMinZoom } from './ground/useMinZoom.ts'
import { usePanels } from './usePanels.ts'
import { useRefit } from './useRefit.ts'
import { useRoom } from './useRoom.ts'
import { useStart } from './useStart.ts'
import { stepsOf } from '../state/useTab.ts'
import { useView } from './useView.ts'
import { ViewCluster } from './ViewCluster.tsx'
import { USES_WHEEL } from './wheel.ts'

const nodeTypes = { card: NodeCard, reroute: Reroute, note: NoteCard, frame: Frame }
const edgeTypes = { cable: Cable }
const GRID: [number, number] = [8, 8]
/** Left and middle drag on empty canvas; Space and drag anywhere. */
const PAN: number[] = [0, 1]
/** React Flow is MIT; its mark is among the credits in the settings. */
const PRO = { hideAttribution: true }
const SEVERAL = ['Shift', 'Control', 'Meta']
const NO_RESULTS: CanvasState['results'] = {}

/**
 * The nodes and cables of one tab. A component of its own, because it renders in every frame of a drag and whenever a
 * run progresses.
 */
export function Graph({ tab }: { readonly tab: Tab }) {
  const editor = useEditor()
  const { id, workflow, readOnly } = tab
  const [flowNodes] = useState(createFlowNodes)
  const [flowEdges] = useState(createFlowEdges)
  const canvasState = useCanvasState(tab)
  const { results, registry } = canvasState
  const snap = usePart(canvasStore, (canvas) => canvas.snap)
  const cables = usePart(canvasStore, (canvas) => canvas.edges)
  // Copies, because React Flow takes mutable lists; the same copies as long as nothing has changed.
  const nodeList = flowNodes(canvasState)
  const nodes = useMemo(() => [...nodeList], [nodeList])
  const extent = useExtent(nodes)
  const edgeList = flowEdges(workflow, cables, registry)
  const edges = useMemo(() => [...edgeList], [edgeList])
  useRoom(tab, nodes, results)
  const onCables = useCables()
  const onDrag = useDrag()
  const onView = useView(id)
  useRefit(tab, nodes)
  useSelectionTrace(tab)
  usePanels()
  const { start, paneRef } = useStart(tab, nodes, registry)
  const minZoom = useMinZoom(extent)
  const onInit = useCallback(
    (instance: CanvasInstance) => {
      setReactFlow(editor, instance)
      setCanvas(editor, { drawn: id })
    },
    [editor, id],
  )
  if (start === null) return <div ref={paneRef} className="size-full" />
  return (
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
      onInit={onInit}
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
      minZoom={minZoom}
      maxZoom={4}
      snapToGrid={snap}
      snapGrid={GRID}
      nodeDragThreshold={3}
      connectionDragThreshold={3}
      connectionRadius={24}
      noWheelClassName={USES_WHEEL}
      proOptions={PRO}
      elevateNodesOnSelect={false}
      elevateEdgesOnSelect={false}
      aria-label="Canvas"
    >
      <Background nodes={extent} />
      <OverCards nodes={nodeList} workflow={workflow} registry={registry} />
      <Guides />
      <span data-edge="after" tabIndex={-1} />
      <ViewCluster />
      <Minimap workflow={workflow} registry={registry} />
    </ReactFlow>
  )
}

/** The whole graph in small, in the colours of what its nodes make. */
function Minimap({ workflow, registry }: Pick<CanvasState, 'workflow' | 'registry'>) {
  const isShown = usePart(viewStore, (view) => view.minimap)
  if (!isShown) return null
  return (
    <MiniMap<FlowNode>
      pannable
      zoomable
      ariaLabel="Minimap"
      nodeColor={({ id }) => minimapColour(workflow, registry, id)}
      nodeStrokeColor={({ selected }) => (selected === true ? 'var(--ink)' : 'transparent')}
      nodeStrokeWidth={24}
      nodeBorderRadius={16}
    />
  )
}

/** What the canvas shows of a tab. */
function useCanvasState({ id, workflow, selected, run }: Tab): CanvasState {
  const steps = usePart(runsStore, (runs) => stepsOf(runs, run))
  const made = usePart(resultsStore, (all) => all[id] ?? NO_RESULTS)
  const viewed = usePart(versionsStore, (versions) => versions.viewed[id] ?? NO_RESULTS)
  const results = useMemo(() => shownResults(made, workflow, viewed), [made, workflow, viewed])
  const jobs = useShownJobs()
  const more = usePart(canvasStore, (canvas) => canvas.more)
  const drag = usePart(canvasStore, (canvas) => canvas.drag)
  const ratios = usePart(pictureRatios, (known) => known)
  const registry = useRegistry(workflow)
  return { ratios, tab: id, workflow, registry, selected, steps, results, viewed, jobs, more, drag }
}

/** The lines along which a dragged card is aligned with others. */
function Guides() {
  const guides = usePart(canvasStore, (canvas) => canvas.guides)
  if (guides.length === 0) return null
  return (
    <ViewportPortal>
      {guides.map(({ axis, at, from, to }) => (
        <i
          key={`${axis} ${at}`}
          className={`guide ${axis}`}
          style={
            axis === 'x'
              ? { left: at, top: from, height: to - from }
              : { top: at, left: from, width: to - from }
          }
        />
      ))}
    </ViewportPortal>
  )
}
