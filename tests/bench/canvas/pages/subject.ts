import type { BenchGraph } from './graph.ts'

/** The graph's point in the upper left corner of the ground, and how many pixels of the page one of the graph's takes. */
export interface View {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** What a node goes through in a run, in this order. */
export const changes = ['started', 'a third', 'two thirds', 'done'] as const
export type Change = (typeof changes)[number]

/** How far a node is after a change, from 0 to 1. */
export const progressAfter: { readonly [C in Change]: number } = {
  started: 0,
  'a third': 0.33,
  'two thirds': 0.67,
  done: 1,
}

/** Something that shows a graph, as the benchmark drives it from within its page, which it fills but for a frame. */
export interface Subject {
  /** Shows the graph, and in the first picture this view of it. Called once. */
  show(graph: BenchGraph, view: View): void | Promise<void>
  setView(view: View): void
  /** Selects what fills the view below the nodes, and is pressed to pan by. */
  readonly ground: string
  /** Shows the change of the node at this place of the graph. */
  change(node: number, change: Change): void
}
