import type { Json } from '../ports/value.ts'
import type { NodeMode } from '../document/workflow.ts'

/** A node of ComfyUI, whichever of its two forms it was read from. */
export interface ComfyNode {
  readonly id: string
  /** Its class, as in `KSampler`. */
  readonly type: string
  /** Null where nobody gave it one of its own. */
  readonly title: string | null
  /** Null in the form that knows no canvas. */
  readonly position: { readonly x: number; readonly y: number } | null
  readonly size: { readonly width: number; readonly height: number } | null
  readonly mode: NodeMode
  readonly collapsed: boolean
  /** By name; those that nothing names are `widget 1` and so on. */
  readonly values: Readonly<Record<string, Json>>
  /** The names and types of its outputs, by slot, as far as the file tells. */
  readonly outputs: readonly { readonly name: string; readonly type: string }[]
}

export interface ComfyCable {
  readonly from: string
  /** The output by its place; our own pictures name it. */
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

/** What a file or picture of ComfyUI holds, as far as it is of use here. */
export interface ComfyWorkflow {
  readonly nodes: readonly ComfyNode[]
  readonly cables: readonly ComfyCable[]
  readonly groups: readonly ComfyGroup[]
  /** What was in it and could not be read, in words. */
  readonly lost: readonly string[]
}
