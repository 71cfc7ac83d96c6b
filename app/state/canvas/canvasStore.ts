import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'
import type { LooseEnd, PortRef } from './looseEnd.ts'
import type { Point } from '../../base/geometry.ts'

/** How much of a card is drawn: all of it, its title and picture, or a plain block. */
export type Level = 'full' | 'light' | 'block'

/** A line along which what is dragged lies level with what stays. In flow coordinates. */
export interface Guide {
  /** `x`: the line runs down, at this x; `y`: across, at this y. */
  readonly axis: 'x' | 'y'
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface CanvasState {
  readonly level: Level
  /** The tab whose canvas can be worked on; null while it is being drawn for the first time. */
  readonly drawn: string | null
  /** Whether the view is being panned or zoomed. */
  readonly moving: boolean
  /** Nodes whose advanced inputs are shown, as `tab/node`. */
  readonly more: ReadonlySet<string>
  /** The cable that is being drawn. */
  readonly loose: LooseEnd | null
  /** The card that the keyboard is at. */
  readonly focused: string | null
  readonly edges: ReadonlySet<string>
  /** Where nodes and groups are while they are dragged, before that becomes an edit. */
  readonly drag: ReadonlyMap<string, Point> | null
  /** The cable that a dragged node would be put into. */
  readonly over: string | null
  /** The lines along which what is dragged lies level with something. */
  readonly guides: readonly Guide[]
  /** Why the last cable could not be laid, at a place in the window. */
  readonly refusal: { readonly at: Point; readonly why: string } | null
  /** A port from which a cable is laid by keyboard, and where its list stands in the window. */
  readonly picker: { readonly from: PortRef; readonly at: Point } | null
  readonly snap: boolean
  /** The node type that is dragged out of the library: the data of a drag can be read only once it is dropped. */
  readonly draggedType: NodeType | null
  /** A node or a group whose title is edited, or a note whose text is. */
  readonly naming: string | null
}

const MORE = 'patchbay.more'
/** The most nodes that are remembered to be unfolded. */
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
