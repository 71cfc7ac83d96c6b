import type { Videos } from '#shared/media/videos.ts'
import type { AssetStore } from '../assets.ts'

/** Cuts and joins the assets of a store: see `Videos`. What reads containers is loaded when it is first used. */
export function createVideos(assets: Pick<AssetStore, 'pathOf' | 'stream' | 'fill' | 'put'>): Videos {
  const work = async (): Promise<Videos> => (await import('./clipWork.ts')).createClipWork(assets)
  return {
    trim: async (clip, range, maker) => (await work()).trim(clip, range, maker),
    join: async (clips, maker) => (await work()).join(clips, maker),
  }
}
