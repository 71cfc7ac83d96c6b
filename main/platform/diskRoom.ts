import { statfs } from 'node:fs/promises'
import { AppError } from '#shared/errors.ts'
import { whateverOfFile } from './fileError.ts'

/** The room on the disk of a folder, for files whose size is known before they are written. */
export interface DiskRoom {
  /**
   * Sets `bytes` aside, which the other files that are being written do not get. Rejects with `file.unwritable` if
   * there is less room; `name` is the file's in the message.
   */
  claim(bytes: number, name: string): Promise<RoomClaim>
}

export interface RoomClaim {
  /** So many of the bytes are on the disk. */
  written(bytes: number): void
  /** What is left of the claim is free for others. */
  release(): void
}

/** What the files leave free of what they need: the store writes rows about them. */
const LEFT_SHARE = 20

export interface DiskRoomOptions {
  /** Free bytes on the disk of a folder; null if the system does not say. The system's own by default. */
  readonly freeIn?: (folder: string) => Promise<number | null>
}

export function createDiskRoom(folder: string, { freeIn = freeBytesIn }: DiskRoomOptions = {}): DiskRoom {
  let claimed = 0
  return {
    async claim(bytes, name) {
      const free = await freeIn(folder)
      const needed = Math.ceil(bytes + bytes / LEFT_SHARE)
      if (free !== null && free - claimed < needed) throw tooFull(name, needed, Math.max(0, free - claimed))
      let left = bytes
      claimed += left
      const take = (some: number): void => {
        claimed -= some
        left -= some
      }
      return { written: (some) => take(Math.min(some, left)), release: () => take(left) }
    },
  }
}

async function freeBytesIn(folder: string): Promise<number | null> {
  const stats = await statfs(folder).catch(whateverOfFile(null))
  // Some drives of networks say that they have no size.
  return stats === null || stats.blocks === 0 ? null : stats.bavail * stats.bsize
}

const mib = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`

const tooFull = (name: string, needed: number, free: number): AppError =>
  new AppError(
    'file.unwritable',
    `${name} cannot be written: the disk is full. It needs ${mib(needed)}, and ${mib(free)} are free.`,
    { data: { system: 'ENOSPC', needed, free } },
  )
