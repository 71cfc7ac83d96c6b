import { randomBytes } from 'node:crypto'
import type { HostedInputs } from './hostedInputs.ts'

/** A file that is being stored. */
export interface Upload {
  readonly mime: string
  readonly isMultipart: boolean
  /** A part of its address. */
  readonly signature: string
  readonly isDone: boolean
}

export interface UploadedPart {
  /** From 1. */
  readonly part: number
  readonly etag: string
  readonly bytes: Buffer
}

/** Files on their way into the hosted inputs. Unfinished ones are in memory: a restarted engine does not know them. */
export interface Uploads {
  /** Returns the token in the address of the upload, and the name of the later file. */
  begin(
    mime: string,
    isMultipart: boolean,
    signature: string,
  ): { readonly token: string; readonly name: string }
  find(token: string): Upload | null
  /** Stores a part; it replaces an earlier one of the same number. */
  putPart(token: string, part: UploadedPart): void
  /** The stored parts in their order. */
  partsOf(token: string): readonly UploadedPart[]
  /** Stores the whole file, and drops its parts. */
  finish(token: string, bytes: Buffer): void
}

export function createUploads(inputs: HostedInputs): Uploads {
  const uploads = new Map<string, { upload: Upload; parts: readonly UploadedPart[] }>()
  return {
    begin(mime, isMultipart, signature) {
      const token = randomBytes(32).toString('hex')
      uploads.set(token, { upload: { mime, isMultipart, signature, isDone: false }, parts: [] })
      return { token, name: inputs.nameOf(token, mime) }
    },
    find: (token) => uploads.get(token)?.upload ?? null,
    putPart(token, part) {
      const existing = uploads.get(token)
      if (existing === undefined) return
      const others = existing.parts.filter((other) => other.part !== part.part)
      existing.parts = [...others, part].toSorted((one, other) => one.part - other.part)
    },
    partsOf: (token) => uploads.get(token)?.parts ?? [],
    finish(token, bytes) {
      const existing = uploads.get(token)
      if (existing === undefined) return
      inputs.save(bytes, existing.upload.mime, token)
      uploads.set(token, { upload: { ...existing.upload, isDone: true }, parts: [] })
    },
  }
}
