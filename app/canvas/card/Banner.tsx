import { useState } from 'react'
import type { ErrorData } from '#shared/errors.ts'
import { attachRequest, submitAgain, tell } from '../../commands/run.ts'
import type { Band } from '../layout/cardLayout.ts'

const button =
  'nodrag h-[26px] shrink-0 cursor-pointer rounded-[6px] border border-line bg-raised px-2 text-[12px] hover:border-dim disabled:opacity-50'

/** What a failed step says, and for one that is unknown its two ways out. */
export function Banner({ error, band }: { readonly error: ErrorData; readonly band: Band }) {
  const unknown = error.code === 'job.unknown'
  return (
    <div
      role="alert"
      className="absolute inset-x-0 flex flex-col gap-1 overflow-hidden border-y border-line px-3 py-2"
      style={{ top: band.top, height: band.height }}
    >
      <p className="m-0 line-clamp-5 leading-[18px] select-text" title={error.message}>
        {error.message}
      </p>
      {unknown ? <Ways error={error} /> : <code className="text-[12px] text-dim">{error.code}</code>}
    </div>
  )
}

function Ways({ error }: { readonly error: ErrorData }) {
  const [request, setRequest] = useState('')
  return (
    <div className="mt-auto flex flex-col gap-2">
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          attachRequest(error, request.trim()).catch(tell)
        }}
      >
        <input
          className="nodrag h-[26px] min-w-0 flex-1 rounded-[6px] border border-line bg-canvas px-2 text-[12px]"
          aria-label="Request id"
          placeholder="Request id"
          value={request}
          onChange={(event) => setRequest(event.target.value)}
        />
        <button type="submit" className={button} disabled={request.trim() === ''}>
          Attach
        </button>
      </form>
      <button type="button" className={button} onClick={() => void submitAgain(error).catch(tell)}>
        Submit again, which may be charged twice
      </button>
    </div>
  )
}
