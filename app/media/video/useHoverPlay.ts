import type { PointerEvent } from 'react'
import { useEffect, useState } from 'react'

/** How long the pointer must rest on a video before it is loaded, in milliseconds: not while it passes over a canvas. */
const REST = 150

const wantsLessMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

export interface HoverPlay {
  readonly isPlaying: boolean
  readonly toggle: () => void
  readonly stop: () => void
  readonly hover: {
    readonly onPointerEnter: (event: PointerEvent) => void
    readonly onPointerLeave: () => void
  }
}

/** Plays while the pointer rests on it, unless the user wants less motion, or from one press of its button to the next. */
export function useHoverPlay(): HoverPlay {
  const [isOver, setOver] = useState(false)
  const [isPlaying, setPlaying] = useState(false)
  useEffect(() => {
    if (!isOver) return
    const timer = setTimeout(() => setPlaying(true), REST)
    return () => clearTimeout(timer)
  }, [isOver])
  return {
    isPlaying,
    toggle: () => setPlaying((was) => !was),
    stop: () => setPlaying(false),
    hover: {
      // A finger that scrolls is not a pointer that rests.
      onPointerEnter: ({ pointerType }) => setOver(pointerType === 'mouse' && !wantsLessMotion()),
      onPointerLeave: () => {
        setOver(false)
        setPlaying(false)
      },
    },
  }
}
