import type { RefObject } from 'react'
import { useEffect, useMemo, useState } from 'react'
import { useEditor } from '../base/useEditor.ts'
import { playAlone } from './playAlone.ts'
import type { Player } from './player.ts'
import { frameTime, nextSpeed, setPlayer } from './player.ts'

export interface PlayerState {
  readonly isPlaying: boolean
  /** Position and duration in seconds; the duration is null until it is known. */
  readonly at: number
  readonly duration: number | null
  readonly isLooping: boolean
  readonly isMuted: boolean
  readonly speed: number
  /** The browser cannot read the file. */
  readonly failed: boolean
}

const START: PlayerState = {
  isPlaying: false,
  at: 0,
  duration: null,
  isLooping: false,
  isMuted: false,
  speed: 1,
  failed: false,
}

export interface ViewedPlayer extends PlayerState {
  readonly player: Player
  readonly seek: (to: number) => void
  readonly setSpeed: (speed: number) => void
}

/** Controls the element that the viewer plays, by buttons and by the viewer's keys. `fps` is for its frames. */
export function usePlayer(
  element: RefObject<HTMLMediaElement | null>,
  { duration, fps }: { readonly duration: number | undefined; readonly fps: number },
): ViewedPlayer {
  const editor = useEditor()
  const [state, setState] = useState(START)
  useEffect(() => {
    const { current } = element
    if (current === null) return
    const read = (): void =>
      setState({
        isPlaying: !current.paused,
        at: current.currentTime,
        duration: Number.isFinite(current.duration) ? current.duration : (duration ?? null),
        isLooping: current.loop,
        isMuted: current.muted,
        speed: current.playbackRate,
        failed: current.error !== null,
      })
    const onPlay = (): void => playAlone(editor, current)
    current.addEventListener('play', onPlay)
    for (const event of EVENTS) current.addEventListener(event, read)
    read()
    return () => {
      current.pause()
      current.removeEventListener('play', onPlay)
      for (const event of EVENTS) current.removeEventListener(event, read)
    }
  }, [editor, element, duration])

  const acts = useMemo(() => createActs(element, { fps, duration }, setState), [element, fps, duration])
  useEffect(() => setPlayer(editor, acts.player), [editor, acts])
  return { ...state, ...acts }
}

const EVENTS = [
  'play',
  'pause',
  'timeupdate',
  'seeking',
  'durationchange',
  'volumechange',
  'ratechange',
  'ended',
  'error',
] as const

type Change = (next: (before: PlayerState) => PlayerState) => void

function createActs(
  element: RefObject<HTMLMediaElement | null>,
  { fps, duration }: { readonly fps: number; readonly duration: number | undefined },
  change: Change,
) {
  /** Before the element has read its file, the library knows: an element that is sent somewhere starts from there. */
  const endOf = (current: HTMLMediaElement): number | undefined =>
    Number.isFinite(current.duration) ? current.duration : duration
  const seek = (to: number): void => {
    const { current } = element
    if (current === null) return
    current.currentTime = Math.min(endOf(current) ?? to, Math.max(0, to))
  }
  const setSpeed = (speed: number): void => {
    if (element.current !== null) element.current.playbackRate = speed
  }
  const player: Player = {
    toggle: () => {
      const { current } = element
      // Rejects when it cannot be played, which the element reports, and when it is paused before it has begun.
      if (current?.paused === true)
        current.play().catch(() => change((before) => ({ ...before, isPlaying: false })))
      else current?.pause()
    },
    step: (frames) => {
      const { current } = element
      const end = current === null ? undefined : endOf(current)
      if (current === null || end === undefined) return
      current.pause()
      seek(frameTime(current.currentTime, frames, fps, end))
    },
    seekBy: (seconds) => seek((element.current?.currentTime ?? 0) + seconds),
    toggleLoop: () => {
      const { current } = element
      if (current === null) return
      current.loop = !current.loop
      // No event reports it.
      change((before) => ({ ...before, isLooping: current.loop }))
    },
    toggleMute: () => {
      if (element.current !== null) element.current.muted = !element.current.muted
    },
    speedBy: (steps) => setSpeed(nextSpeed(element.current?.playbackRate ?? 1, steps)),
  }
  return { player, seek, setSpeed }
}
