import type { BenchGraph } from './graph.ts'

/**
 * The graph's point in the upper left corner of the background, and how many pixels of the page one of the graph's
 * takes.
 */
export interface View {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** The states of a node in a run, in this order. */
export const changes = ['started', 'a third', 'two thirds', 'done'] as const
export type Change = (typeof changes)[number]

/** The progress of a node after a change, from 0 to 1. */
export const progressAfter: { readonly [C in Change]: number } = {
  started: 0,
  'a third': 0.33,
  'two thirds': 0.67,
  done: 1,
}

/** A view of a graph that the benchmark drives from within its page, which it fills except for a frame. */
export interface Subject {
  /** Shows the graph, and in the first picture this view of it. Called once. */
  show(graph: BenchGraph, view: View): void | Promise<void>
  setView(view: View): void
  /** Selects the element that fills the view below the nodes, and is pressed to pan. */
  readonly ground: string
  /** Shows the change of the node at this index of the graph. */
  change(node: number, change: Change): void
}
