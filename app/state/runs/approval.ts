import { toAppError } from '#shared/errors.ts'
import type { AppError } from '#shared/errors.ts'
import { Approval, RunForecast } from '#shared/run/approval.ts'
import type { Editor } from '../../base/editor.ts'
import { forecastSentence } from './forecastText.ts'
import { settingsSaved } from '../settings.ts'
import type { Question } from '../../base/showDialog.ts'
import { showDialog } from '../../base/showDialog.ts'

export interface ToApprove {
  /** What is to be done and paid for, as the title of the question. */
  readonly title: string
  /** The button that does it. */
  readonly action: string
  /** Said after what it costs. */
  readonly more?: string
}

/**
 * Sends something that may cost. Where the host wants it approved, the person is asked, with the host's own figures, and as often
 * as they have grown meanwhile. Resolves with null where the person does not agree.
 */
export async function withApproval<T>(
  editor: Editor,
  { title, action, more = '' }: ToApprove,
  send: (approved: Approval | undefined) => Promise<T>,
  put: (question: Question) => Promise<string | null> = (question) => showDialog(editor, question),
): Promise<T | null> {
  // What was just changed counts: which engine it is, and above what amount to ask.
  await settingsSaved()
  let approved: Approval | undefined
  for (;;) {
    try {
      return await send(approved)
    } catch (thrown) {
      const forecast = neededApproval(toAppError(thrown))
      if (forecast === null) throw thrown
      const message = [forecastSentence(forecast), more].filter(Boolean).join(' ')
      const choices = [{ id: 'yes', label: action, weight: 'main' }] as const
      if ((await put({ kind: 'choice', title, message, choices })) !== 'yes') return null
      approved = Approval.parse(forecast)
    }
  }
}

/** What the host wants approved; null for another error. */
function neededApproval({ code, data }: AppError): RunForecast | null {
  if (code !== 'approval.needed') return null
  return RunForecast.safeParse(data['forecast']).data ?? null
}
