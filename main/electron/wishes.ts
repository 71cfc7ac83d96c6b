import { resolve } from 'node:path'
import type { Electron } from './electron.ts'
import type { Wish } from './deepLink.ts'
import { readArguments, readLink } from './deepLink.ts'

/** What is wanted of the app from outside, kept until somebody is there to hear it. */
export interface Wishes {
  /** From now on each wish goes to `heed`, those that wait first. */
  heed(heed: (wish: Wish) => void): void
}

/**
 * Listens to what the system and second instances ask for. Must be called before `ready`: on macOS, that is when a file comes
 * that the app was started with.
 */
export function hearWishes({ app }: Pick<Electron, 'app'>, words: readonly string[], folder: string): Wishes {
  let waiting: Wish[] = readArguments(words).map((wish) => inFolder(wish, folder))
  let listener: ((wish: Wish) => void) | null = null
  const add = (wish: Wish): void => {
    if (listener === null) waiting.push(wish)
    else listener(wish)
  }
  app.on('open-file', (event, path) => {
    event.preventDefault()
    add({ open: 'file', path })
  })
  app.on('open-url', (event, link) => {
    event.preventDefault()
    const wish = readLink(link)
    if (wish !== null) add(wish)
  })
  app.on('second-instance', (_, others, theirFolder) => {
    for (const wish of readArguments(others.slice(1))) add(inFolder(wish, theirFolder))
  })
  return {
    heed(heed) {
      listener = heed
      for (const wish of waiting) heed(wish)
      waiting = []
    },
  }
}

/** A path counts from the folder that it was said in. */
const inFolder = (wish: Wish, folder: string): Wish =>
  wish.open === 'file' ? { ...wish, path: resolve(folder, wish.path) } : wish
