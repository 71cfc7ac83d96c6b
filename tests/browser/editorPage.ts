import { hash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import type { Edge, Node, Workflow } from '#shared/document/workflow.ts'
import type { Editor } from './editor.ts'
import { isSaved } from './editor.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** A page of an editor with one workflow on its canvas. */
export interface EditorPage {
  readonly page: Page
  readonly editor: Editor
  /** The canvas as the host has stored it, once it has all edits. */
  read(): Promise<Workflow>
  /** By node or group: its position. */
  positions(): Promise<Readonly<Record<string, Point>>>
  /** Cables as `from.port > to.port`. */
  cables(): Promise<readonly string[]>
  selected(): Promise<readonly string[]>
  card(node: string): Locator
  title(node: string): Locator
  port(node: string, side: 'input' | 'output', name: string): Locator
  /** A position of the canvas in the window. */
  at(x: number, y: number): Promise<Point>
  /** Drags from one position to the other, in steps like a hand. */
  drag(from: Point | Locator, to: Point | Locator, button?: 'left' | 'middle'): Promise<void>
  /** Clicks on empty canvas, so that no field has the focus and nothing is selected. */
  leave(): Promise<void>
}

const DRAFT = 'draft-desk'

/** Asks the host like the page, on a connection beside it. As text: the tests have no DOM types. */
const REQUEST_DRAFTS = `new Promise((resolve, reject) => {
  const { host } = JSON.parse(localStorage.getItem('patchbay.places'))
  const socket = new WebSocket('ws://' + location.host + host + 'socket')
  socket.onerror = () => reject(new Error('the host is gone'))
  socket.onopen = () => socket.send(JSON.stringify({ id: 1, name: 'draft.list', input: {} }))
  socket.onmessage = ({ data }) => {
    const { id, output } = JSON.parse(data)
    if (id !== 1) return
    socket.close()
    resolve(JSON.stringify(output))
  }
})`

/** The upper left corner of the canvas's plane, relative to the canvas. */
const ORIGIN = { x: 420, y: 160, zoom: 1 } as const

export const makeNode = (id: string, type: string, x: number, y: number, more: Partial<Node> = {}): Node => ({
  id,
  type: `local/${type}`,
  title: id,
  position: { x, y },
  ...more,
})

/** `words.text > join.first` */
export function makeEdge(ends: string): Edge {
  const [from = '', to = ''] = ends.split(' > ')
  return { id: ends.replaceAll(/[^a-z]+/g, '-'), from: end(from), to: end(to) }
}

const end = (words: string) => {
  const [node = '', port = ''] = words.split('.')
  return { node, port }
}

/** Puts a workflow into a library before its host starts: it is then on the canvas. */
export async function writeDraft(home: string, workflow: Partial<Workflow>): Promise<void> {
  const file = join(home, 'drafts', `${hash('sha256', DRAFT).slice(0, 32)}.json`)
  const text = JSON.stringify({ ...emptyWorkflow('Desk'), viewport: ORIGIN, ...workflow })
  await mkdir(join(home, 'drafts'), { recursive: true })
  await writeFile(file, JSON.stringify({ id: DRAFT, name: 'Desk', base: null, text }))
}

/** The editor of a page that is ready. */
export function createEditorPage(editor: Editor, page: Page): EditorPage {
  const read = async (): Promise<Workflow> => {
    await isSaved(page)
    // The casts are sound: both texts are what this program has written.
    const drafts = JSON.parse(await page.evaluate(REQUEST_DRAFTS)) as readonly { id: string; text: string }[]
    return JSON.parse(drafts.find(({ id }) => id === DRAFT)?.text ?? '{}') as Workflow
  }
  const pointOf = async (target: Point | Locator): Promise<Point> => {
    if ('x' in target) return target
    const box = await target.boundingBox()
    if (box === null) throw new Error(`Not to be seen: ${target.toString()}`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const canvas = page.locator('.react-flow')

  return {
    page,
    editor,
    read,
    async positions() {
      const { nodes, groups = [] } = await read()
      return Object.fromEntries(
        [...nodes, ...groups].map(({ id, position }) => [id, { x: position.x, y: position.y }]),
      )
    },
    async cables() {
      const { edges } = await read()
      return edges.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`).toSorted()
    },
    async selected() {
      const nodes = await page.locator('.react-flow__node.selected').all()
      const ids = await Promise.all(nodes.map((node) => node.getAttribute('data-id')))
      return ids.map((id) => id ?? '').toSorted((one, other) => one.localeCompare(other))
    },
    card: (node) => page.locator(`[data-card="${node}"]`),
    title: (node) => page.locator(`[data-card="${node}"] header`),
    port: (node, side, name) => page.locator(`[data-card="${node}"] [data-port="${side} ${name}"]`),
    async at(x, y) {
      const box = await canvas.boundingBox()
      return { x: (box?.x ?? 0) + ORIGIN.x + x, y: (box?.y ?? 0) + ORIGIN.y + y }
    },
    async drag(from, to, button = 'left') {
      const start = await pointOf(from)
      const stop = await pointOf(to)
      await page.mouse.move(start.x, start.y)
      await page.mouse.down({ button })
      // React Flow treats a press as a drag from a distance on: that is kept short.
      await page.mouse.move(
        start.x + Math.sign(stop.x - start.x) * 4,
        start.y + Math.sign(stop.y - start.y) * 4,
      )
      await page.mouse.move(stop.x, stop.y, { steps: 8 })
      await page.mouse.up({ button })
    },
    async leave() {
      const box = await canvas.boundingBox()
      await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) - 30, (box?.y ?? 0) + 30)
    },
  }
}
