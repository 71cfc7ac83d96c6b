import '@xyflow/react/dist/style.css'
import './page.css'
import type { Edge, Node, NodeProps, ReactFlowInstance } from '@xyflow/react'
import { Handle, Position, ReactFlow } from '@xyflow/react'
import { memo } from 'react'
import { createRoot } from 'react-dom/client'
import { pictureUrl, typeOfNode } from './graph.ts'
import { offer } from './offer.ts'
import { shown } from './shown.ts'

type Plain = Node<
  {
    readonly title: string
    readonly inputs: readonly string[]
    readonly outputs: readonly string[]
    readonly picture: string | null
    readonly state: string
  },
  'plain'
>

/** A node as in React Flow's guides: a title, a line for each port, and its picture. */
const PlainNode = memo(function PlainNode({ data }: NodeProps<Plain>) {
  const { title, inputs, outputs, picture, state } = data
  return (
    <div style={{ width: 280, border: '1px solid #888', borderRadius: 8, background: 'var(--card)' }}>
      <div style={{ height: 36, padding: 8 }}>
        {title} {state}
      </div>
      {picture !== null && <img src={picture} alt="" width={280} height={210} draggable={false} />}
      {inputs.map((name) => (
        <div key={name} style={{ position: 'relative', height: 28, paddingLeft: 12 }}>
          {name}
          <Handle type="target" id={name} position={Position.Left} />
        </div>
      ))}
      {outputs.map((name) => (
        <div key={name} style={{ position: 'relative', height: 28, paddingRight: 12, textAlign: 'right' }}>
          {name}
          <Handle type="source" id={name} position={Position.Right} />
        </div>
      ))}
    </div>
  )
})

const nodeTypes = { plain: PlainNode }
let flow: ReactFlowInstance<Plain, Edge> | null = null
let ids: readonly string[] = []

const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no root')

offer({
  ground: '.react-flow__pane',
  async show({ workflow, results }, { x, y, zoom }) {
    ids = workflow.nodes.map(({ id }) => id)
    const nodes = workflow.nodes.map((node): Plain => {
      const type = typeOfNode(node)
      return {
        id: node.id,
        type: 'plain',
        position: { ...node.position },
        data: {
          title: type.title,
          inputs: Object.entries(type.inputs).flatMap(([name, { advanced }]) => (advanced ? [] : [name])),
          outputs: Object.keys(type.outputs),
          picture: pictureUrl({ results }, node.id),
          state: '',
        },
      }
    })
    const edges = workflow.edges.map(({ id, from, to }): Edge => ({
      id,
      source: from.node,
      sourceHandle: from.port,
      target: to.node,
      targetHandle: to.port,
    }))
    createRoot(root).render(
      <div style={{ width: innerWidth, height: innerHeight }}>
        <ReactFlow<Plain, Edge>
          defaultNodes={nodes}
          defaultEdges={edges}
          nodeTypes={nodeTypes}
          defaultViewport={{ x: -x * zoom, y: -y * zoom, zoom }}
          minZoom={0.02}
          onInit={(instance) => (flow = instance)}
        />
      </div>,
    )
    await shown('.react-flow__node')
  },
  setView: ({ x, y, zoom }) => void flow?.setViewport({ x: -x * zoom, y: -y * zoom, zoom }),
  change: (node, state) => flow?.updateNodeData(ids[node] ?? '', { state }),
})
