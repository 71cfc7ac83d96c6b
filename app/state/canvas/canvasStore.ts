import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'
import type { LooseEnd, PortRef } from './looseEnd.ts'
import type { Point } from '../../base/geometry.ts'

/** The level of detail of a card: everything, title and picture, or a plain block. */
export type Level = 'full' | 'light' | 'block'

/** A line along which what is dragged is aligned with what stays. In flow coordinates. */
export interface Guide {
  /** `x`: a vertical line at this x; `y`: a horizontal one at this y. */
  readonly axis: 'x' | 'y'
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface CanvasState {
  readonly level: Level
  /** The tab whose canvas is ready; null while it renders for the first time. */
  readonly drawn: string | null
  /** Whether the view is being panned or zoomed. */
  readonly moving: boolean
  /** Nodes whose advanced inputs are shown, as `tab/node`. */
  readonly more: ReadonlySet<string>
  /** The cable that is being drawn. */
  readonly loose: LooseEnd | null
  /** The card with the keyboard focus. */
  readonly focused: string | null
  readonly edges: ReadonlySet<string>
  /** The positions of nodes and groups during a drag, before they become an edit. */
  readonly drag: ReadonlyMap<string, Point> | null
  /** The cable that a dragged node would be inserted into. */
  readonly over: string | null
  /** The alignment guides of a drag. */
  readonly guides: readonly Guide[]
  /** Why the last cable could not be connected, with a position in the window. */
  readonly refusal: { readonly at: Point; readonly why: string } | null
  /** The port from which a cable is connected by keyboard, and where its list is in the window. */
  readonly picker: { readonly from: PortRef; readonly at: Point } | null
  readonly snap: boolean
  /** The node type that is dragged out of the library: the data of a drag is readable only when it is dropped. */
  readonly draggedType: NodeType | null
  /** The node or group whose title is being edited, or the note whose text is. */
  readonly naming: string | null
}

const MORE = 'patchbay.more'
/** The maximum number of nodes that are remembered as unfolded. */
const MAX_MORE = 2000

function readMore(): ReadonlySet<string> {
  if (typeof localStorage === 'undefined') return new Set()
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(MORE) ?? '[]')
    return new Set(Array.isArray(saved) ? saved.filter((entry) => typeof entry === 'string') : [])
  } catch {
    return new Set()
  }
}

export const canvasStore = defineStore<CanvasState>(() => ({
  level: 'full',
  drawn: null,
  moving: false,
  more: readMore(),
  loose: null,
  focused: null,
  edges: new Set(),
  drag: null,
  over: null,
  guides: [],
  refusal: null,
  picker: null,
  snap: false,
  draggedType: null,
  naming: null,
}))

export const setCanvas = (editor: Editor, change: Partial<CanvasState>): void =>
  editor.get(canvasStore).setState(change)

export const moreKey = (tab: string, node: string): string => `${tab}/${node}`

export function toggleMore(editor: Editor, key: string): void {
  editor.get(canvasStore).setState(({ more }) => {
    const next = new Set(more)
    if (!next.delete(key)) next.add(key)
    localStorage.setItem(MORE, JSON.stringify([...next].slice(-MAX_MORE)))
    return { more: next }
  })
}
