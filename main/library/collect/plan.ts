/** A file in a library that a clean-up may remove. */
export interface LibraryFile {
  readonly path: string
  /** A draft here is the temporary file of an interrupted write. */
  readonly kind: 'asset' | 'thumbnail' | 'draft'
  /** The SHA-256 in its name; '' for a draft. */
  readonly sha256: string
  readonly bytes: number
  /** Wall-clock milliseconds. */
  readonly modifiedAt: number
}

export interface CollectionFacts {
  readonly files: readonly LibraryFile[]
  /** SHA-256 of every referenced asset. */
  readonly referred: ReadonlySet<string>
  /** Assets from then on stay: an active run may have stored them, and not recorded it yet. */
  readonly youngSince: number
  /** Drafts from then on may be in use. */
  readonly draftsSince: number
}

/** The files that nothing refers to. */
export function planCollection(facts: CollectionFacts): readonly LibraryFile[] {
  const { files, referred, youngSince, draftsSince } = facts
  const assets = files.filter(({ kind }) => kind === 'asset')
  const stays = ({ sha256, modifiedAt }: LibraryFile): boolean =>
    referred.has(sha256) || modifiedAt >= youngSince
  const saved = new Set(assets.filter(stays).map(({ sha256 }) => sha256))
  return files.filter((file) => {
    switch (file.kind) {
      case 'asset':
        return !stays(file)
      case 'thumbnail':
        return !saved.has(file.sha256)
      case 'draft':
        return file.modifiedAt < draftsSince
    }
  })
}
