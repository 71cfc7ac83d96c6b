import { readFileSync } from 'node:fs'
import type { Rectangle } from 'electron'
import { z } from 'zod'
import { writeWhole } from '../platform/writeWhole.ts'

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(200), height: z.int().min(200) })
const SavedWindowState = z.object({ bounds: Bounds, maximized: z.boolean() })

/** The state of a window. Without a position, the system chooses one. */
export interface WindowState {
  readonly bounds: {
    readonly width: number
    readonly height: number
    readonly x?: number
    readonly y?: number
  }
  readonly maximized: boolean
}

const usual: WindowState = { bounds: { width: 1440, height: 900 }, maximized: false }

/** The part of a window that must be on a screen so that the user can grab it, in pixels. */
const GRIP = 80

/** The last state of the window, if that is still on a screen; an invalid file is ignored. */
export function readWindowState(path: string, screens: readonly Rectangle[]): WindowState {
  try {
    const state = SavedWindowState.parse(JSON.parse(readFileSync(path, 'utf8')))
    if (screens.some((screen) => reaches(state.bounds, screen))) return state
    const { width, height } = state.bounds
    return { bounds: { width, height }, maximized: state.maximized }
  } catch {
    return usual
  }
}

export const saveWindowState = (path: string, bounds: Rectangle, maximized: boolean): Promise<void> =>
  writeWhole(path, Buffer.from(`${JSON.stringify({ bounds, maximized })}\n`))

/** Whether the upper edge, by which a window is moved, is on a screen. */
function reaches({ x, y, width }: Rectangle, screen: Rectangle): boolean {
  const across = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x)
  return across >= GRIP && y >= screen.y && y <= screen.y + screen.height - GRIP
}
