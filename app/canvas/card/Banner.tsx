import { useState } from 'react'
import type { ErrorData } from '#shared/errors.ts'
import { attachRequest, submitAgain, tell, tryAgain } from '../../commands/run.ts'
import { useRuns, useView } from '../../stores/use.ts'
import { keyButton, showKeyField } from '../../shell/tellKey.ts'
import type { Band } from '../layout/cardLayout.ts'
import { useTab } from '../useTab.ts'
import type { FailedStep } from './failure.ts'
import { decidingError, failureLines, waysOut } from './failure.ts'

const button =
  'nodrag h-[26px] shrink-0 cursor-pointer rounded-[6px] border border-line bg-raised px-2 text-[12px] hover:border-dim disabled:cursor-default disabled:opacity-50'

/** What a failed step says, and what can be done about it. */
export function Banner({ step, band }: { readonly step: FailedStep; readonly band: Band }) {
  const lines = failureLines(step)
  const error = decidingError(step)
  const isList = step.items !== undefined && step.items.length > 0
  return (
    <div
      role="alert"
      className="absolute inset-x-0 flex flex-col gap-1 overflow-hidden border-y border-line px-3 py-2"
      style={{ top: band.top, height: band.height }}
    >
      {isList ? (
        <ul className="m-0 list-none p-0">
          {lines.map((line) => (
            <li key={line} className="truncate leading-[18px] select-text" title={line}>
              {line}
            </li>
          ))}
        </ul>
      ) : (
        <p className="m-0 line-clamp-7 leading-[18px] select-text" title={error.message}>
          {error.message}
        </p>
      )}
      {error.code === 'job.unknown' ? <UnknownWays error={error} /> : <Ways error={error} isList={isList} />}
    </div>
  )
}

/** Whether the run that failed here has ended: before, nothing of it is tried again. */
function useIsOver(): boolean {
  const run = useTab((tab) => tab.run, null)
  return useRuns(({ runs }) => run === null || runs[run]?.phase !== 'running')
}

function Ways({ error, isList }: { readonly error: ErrorData; readonly isList: boolean }) {
  const isOver = useIsOver()
  const key = useView((view) => view.key)
  return (
    <div className="mt-auto flex items-center gap-2">
      <button
        type="button"
        className={button}
        disabled={!isOver}
        title={isOver ? 'What is known is not run again' : 'When the run has ended'}
        onClick={() => void tryAgain().catch(tell)}
      >
        {isList ? 'Try the failed ones again' : 'Try again'}
      </button>
      {waysOut(error).includes('settings') && (
        <button type="button" className={button} onClick={showKeyField}>
          {keyButton(key)}
        </button>
      )}
      <code className="ml-auto truncate text-[12px] text-dim">{error.code}</code>
    </div>
  )
}

/** Nobody but the person can find out whether it was accepted. */
function UnknownWays({ error }: { readonly error: ErrorData }) {
  const [naming, setNaming] = useState(false)
  return (
    <div className="mt-auto flex flex-col gap-2">
      {naming ? (
        <RequestForm error={error} onLeave={() => setNaming(false)} />
      ) : (
        <button type="button" className={button} onClick={() => setNaming(true)}>
          Enter the request id
        </button>
      )}
      <button type="button" className={button} onClick={() => void submitAgain(error).catch(tell)}>
        Submit again (may be charged twice)
      </button>
    </div>
  )
}

function RequestForm({ error, onLeave }: { readonly error: ErrorData; readonly onLeave: () => void }) {
  const [request, setRequest] = useState('')
  return (
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
        placeholder="From your requests at RunComfy"
        autoFocus
        value={request}
        onChange={(event) => setRequest(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Escape') onLeave()
        }}
      />
      <button type="submit" className={button} disabled={request.trim() === ''}>
        Attach
      </button>
    </form>
  )
}
