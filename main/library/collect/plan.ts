/** A file below the folder of a library that a clean-up may look at. */
export interface LibraryFile {
  readonly path: string
  /** A draft is what a write left that was cut short. */
  readonly kind: 'asset' | 'thumbnail' | 'draft'
  /** The SHA-256 that its name says; '' for a draft. */
  readonly sha256: string
  readonly bytes: number
  /** Wall-clock milliseconds. */
  readonly modifiedAt: number
}

export interface CollectionFacts {
  readonly files: readonly LibraryFile[]
  /** SHA-256 of every asset that something refers to. */
  readonly referred: ReadonlySet<string>
  /** Assets from then on stay: a run that is under way may have put them there, and not yet told. */
  readonly youngSince: number
  /** Drafts from then on may be under way. */
  readonly draftsSince: number
}

/** The files that nothing refers to any more. */
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
