/** A file in a library that a clean-up may remove. */
export interface LibraryFile {
  readonly path: string
  /**
   * A draft here is the temporary file of an interrupted write, and a part what has arrived of an output, or the records
   * of that.
   */
  readonly kind: 'asset' | 'thumbnail' | 'draft' | 'part'
  /** The SHA-256 in its name, of a part the name of its job; '' for a draft. */
  readonly name: string
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
  /** Drafts and parts from then on may be in use. */
  readonly draftsSince: number
  /** The names of the parts of every open job: the rest of its output is still to come, however long ago it began. */
  readonly awaitedParts: ReadonlySet<string>
}

/** The files that nothing refers to. */
export function planCollection(facts: CollectionFacts): readonly LibraryFile[] {
  const { files, referred, youngSince, draftsSince, awaitedParts } = facts
  const assets = files.filter(({ kind }) => kind === 'asset')
  const stays = ({ name, modifiedAt }: LibraryFile): boolean => referred.has(name) || modifiedAt >= youngSince
  const saved = new Set(assets.filter(stays).map(({ name }) => name))
  return files.filter((file) => {
    switch (file.kind) {
      case 'asset':
        return !stays(file)
      case 'thumbnail':
        return !saved.has(file.name)
      case 'draft':
        return file.modifiedAt < draftsSince
      case 'part':
        return file.modifiedAt < draftsSince && !awaitedParts.has(file.name)
    }
  })
}
