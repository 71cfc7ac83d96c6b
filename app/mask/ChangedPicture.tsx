import { useState } from 'react'
import { keepPositions } from '#shared/mask/binding.ts'
import { Button } from '../base/ui/Button.tsx'
import type { OpenedSession } from './openSession.ts'
import { plainButton } from './styles.ts'

/** Shows that the picture is not the one that the mask was painted on, and offers what can be done. */
export function ChangedPicture({ session, before }: OpenedSession) {
  const [isDecided, setDecided] = useState(false)
  if (before === null || before.binding === 'same' || isDecided) return null
  const { painting, binding } = before
  return (
    <div
      role="note"
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-raised px-3 py-2"
    >
      <span className="mr-auto">
        The picture has changed since this mask was painted.
        {binding === 'other size' && ' The mask is shown scaled to the new picture.'}
      </span>
      <Button className={plainButton} onClick={() => setDecided(true)}>
        {binding === 'other size' ? 'Keep it refitted' : 'Keep the mask'}
      </Button>
      {binding === 'other size' && (
        <Button
          className={plainButton}
          onClick={() => {
            session.painter.replace(keepPositions(painting, session.picture).steps)
            setDecided(true)
          }}
        >
          Keep it in place
        </Button>
      )}
      <Button
        className={plainButton}
        onClick={() => {
          session.painter.replace([])
          setDecided(true)
        }}
      >
        Paint again
      </Button>
    </div>
  )
}
