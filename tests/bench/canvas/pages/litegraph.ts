import './page.css'
import { LGraph, LGraphCanvas, LGraphNode } from '@comfyorg/litegraph'
import type { Port } from '#shared/ports/port.ts'
import { pictureUrl, typeOfNode } from './graph.ts'
import { offer } from './offer.ts'
import type { View } from './subject.ts'
import { progressAfter } from './subject.ts'

/** litegraph's titles stand above a node's place. */
const TITLE = 30

const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no root')
const canvas = document.createElement('canvas')
canvas.style.display = 'block'
root.append(canvas)

const graph = new LGraph()
const view = new LGraphCanvas(canvas, graph)
view.resize(innerWidth, innerHeight)
let nodes: readonly LGraphNode[] = []

offer({
  ground: 'canvas',
  show({ workflow, cards, results }, first) {
    nodes = workflow.nodes.map((node, index) => {
      const type = typeOfNode(node)
      const made = new LGraphNode(type.title)
      for (const [name, port] of Object.entries(type.inputs)) {
        if (port.control.kind === 'none' || port.control.kind === 'picture')
          made.addInput(name, socketType(port))
        else if (!port.advanced) addWidget(made, port, node.values?.[name] ?? port.default)
      }
      for (const [name, port] of Object.entries(type.outputs)) made.addOutput(name, socketType(port))
      const { x, y } = node.position
      const { width = 0, height = 0 } = cards[index] ?? {}
      made.pos = [x, y + TITLE]
      made.size = [width, height - TITLE]
      const picture = pictureUrl({ results }, node.id)
      if (picture !== null) addPicture(made, picture, width)
      graph.add(made)
      return made
    })
    const byId = new Map(workflow.nodes.map(({ id }, index) => [id, nodes[index]]))
    for (const { from, to } of workflow.edges) {
      const target = byId.get(to.node)
      if (target !== undefined) byId.get(from.node)?.connect(from.port, target, to.port)
    }
    setView(first)
  },
  setView,
  change(node, change) {
    const changed = nodes[node]
    if (changed === undefined) return
    changed.progress = progressAfter[change]
    changed.boxcolor = change === 'done' ? '#6ee7b7' : '#5b8cff'
    view.setDirty(true, true)
  },
})

function setView({ x, y, zoom }: View): void {
  view.ds.scale = zoom
  view.ds.offset = [-x, -y]
  view.setDirty(true, true)
}

/** Pictures serve as masks, too, which litegraph's types do not say. */
const socketType = ({ type }: Port): string => (type.kind === 'mask' ? 'image' : type.kind)

/** A node's controls, as its users draw them with litegraph; a text of several lines is one line there. */
function addWidget(node: LGraphNode, { control, label, type }: Port, value: unknown): void {
  if (control.kind === 'switch') node.addWidget('toggle', label, value === true, null, {})
  else if (control.kind === 'number' || control.kind === 'seed')
    node.addWidget('number', label, typeof value === 'number' ? value : 0, null, {})
  else if (control.kind === 'choice')
    node.addWidget('combo', label, String(value), null, { values: (type.choices ?? []).map(String) })
  else node.addWidget('text', label, typeof value === 'string' ? value : '', null, {})
}

function addPicture(node: LGraphNode, url: string, width: number): void {
  const picture = new Image()
  picture.src = url
  picture.addEventListener('load', () => view.setDirty(true, true))
  const height = (width * 3) / 4
  node.onDrawBackground = (context) => {
    if (picture.complete) context.drawImage(picture, 0, node.size[1] - height, width, height)
  }
}
