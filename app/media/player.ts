import type { Editor } from '../base/editor.ts'
import { definePart } from '../base/editor.ts'

/** What keys do with the medium that the viewer plays. */
export interface Player {
  readonly toggle: () => void
  /** By frames, which pauses it. A medium without frames ignores it. */
  readonly step: (frames: number) => void
  /** By seconds. */
  readonly seekBy: (seconds: number) => void
  readonly toggleLoop: () => void
  readonly toggleMute: () => void
  /** To the next faster (1) or slower (-1) speed. */
  readonly speedBy: (steps: 1 | -1) => void
}

const playerPart = definePart((): { current: Player | null } => ({ current: null }))

/** Null if the viewer shows nothing that plays. */
export const currentPlayer = (editor: Editor): Player | null => editor.get(playerPart).current

/** Gives the keys to a player, until the returned function is called. */
export function setPlayer(editor: Editor, player: Player): () => void {
  const part = editor.get(playerPart)
  part.current = player
  return () => {
    if (part.current === player) part.current = null
  }
}

/** The speeds to choose from; 1 is the medium's own. */
export const SPEEDS = [0.25, 0.5, 1, 1.5, 2] as const

/** The speed that is `steps` further in the list. */
export const nextSpeed = (speed: number, steps: 1 | -1): number =>
  SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, SPEEDS.findIndex((one) => one === speed) + steps))] ?? 1

/** The middle of the frame that is `frames` further, so that rounding never shows its neighbour; within the duration. */
export function frameTime(at: number, frames: number, fps: number, duration: number): number {
  const last = Math.max(0, Math.ceil(duration * fps) - 1)
  const frame = Math.min(last, Math.max(0, Math.floor(at * fps + 1e-3) + frames))
  return (frame + 0.5) / fps
}
