import type { View } from '../state/view.ts'

/** The width of a panel, and the room around what floats over the canvas, in pixels. */
const PANEL = 340
const ROOM = 12

/** How far from the left edge of the canvas something floats so that no panel lies over it, in pixels. */
export const besidePanel = ({ panel }: View): number => (panel === null ? ROOM : PANEL + ROOM)
