import type { Json } from '../ports/value.ts'
import type { NodeMode } from '../document/workflow.ts'

/** A ComfyUI node, from either of its two formats. */
export interface ComfyNode {
  readonly id: string
  /** Its class, such as `KSampler`. */
  readonly type: string
  /** Null if it has no title of its own. */
  readonly title: string | null
  /** Null in the prompt format, which has no positions. */
  readonly position: { readonly x: number; readonly y: number } | null
  readonly size: { readonly width: number; readonly height: number } | null
  readonly mode: NodeMode
  readonly collapsed: boolean
  /** By name; those without a name are `widget 1` and so on. */
  readonly values: Readonly<Record<string, Json>>
  /** The names and types of its outputs, by slot, if the file has them. */
  readonly outputs: readonly { readonly name: string; readonly type: string }[]
}

export interface ComfyCable {
  readonly from: string
  /** The output by its index; our own pictures name it. */
  readonly slot: number | string
  readonly to: string
  readonly input: string
}

export interface ComfyGroup {
  readonly title: string
  readonly color: string | null
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The usable contents of a ComfyUI file or picture. */
export interface ComfyWorkflow {
  readonly nodes: readonly ComfyNode[]
  readonly cables: readonly ComfyCable[]
  readonly groups: readonly ComfyGroup[]
  /** What could not be read, as sentences. */
  readonly lost: readonly string[]
}
