import { useEffect, useRef, useState } from 'react'
import { mediaUrl } from '../../base/host.ts'
import { useEditor } from '../../base/useEditor.ts'
import type { KnownMedia } from '../mediaProps.ts'
import { playAlone } from '../playAlone.ts'

export interface AudioPlayer {
  readonly isPlaying: boolean
  /** Position and duration in seconds; the duration is null until it is known. */
  readonly at: number
  readonly duration: number | null
  /** It cannot be played. */
  readonly failed: boolean
  readonly toggle: () => void
  readonly seek: (to: number) => void
}

/** Plays an audio file, which is not loaded before. It ends with its component. */
export function useAudio(media: KnownMedia): AudioPlayer {
  const editor = useEditor()
  const { sha256 } = media
  const element = useRef<HTMLAudioElement | null>(null)
  const [isPlaying, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [measured, setMeasured] = useState<number | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(
    () => () => {
      element.current?.pause()
      element.current?.removeAttribute('src')
      element.current = null
      setPlaying(false)
      setAt(0)
      setFailed(false)
    },
    [sha256],
  )

  const load = (): HTMLAudioElement => {
    if (element.current !== null) return element.current
    const audio = new Audio(mediaUrl(editor, sha256))
    audio.addEventListener('play', () => {
      playAlone(editor, audio)
      setPlaying(true)
    })
    audio.addEventListener('pause', () => setPlaying(false))
    audio.addEventListener('timeupdate', () => setAt(audio.currentTime))
    audio.addEventListener('ended', () => setAt(0))
    audio.addEventListener('durationchange', () => {
      if (Number.isFinite(audio.duration)) setMeasured(audio.duration)
    })
    audio.addEventListener('error', () => {
      if (element.current === audio) setFailed(true)
    })
    element.current = audio
    return audio
  }
  return {
    isPlaying,
    at,
    duration: media.duration ?? measured,
    failed,
    toggle: () => {
      const audio = load()
      // Rejects when it cannot be played, which is an event too, and when it is paused before it has begun.
      if (audio.paused) audio.play().catch(() => setPlaying(false))
      else audio.pause()
    },
    seek: (to) => {
      const audio = load()
      audio.currentTime = to
      setAt(to)
    },
  }
}
