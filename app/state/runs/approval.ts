import { z } from 'zod'
import { toAppError } from '#shared/errors.ts'
import type { AppError } from '#shared/errors.ts'
import { ProblemData } from '#shared/problems/problem.ts'
import { Approval, RunForecast } from '#shared/run/approval.ts'
import type { Editor } from '../../base/editor.ts'
import { forecastSentence, leftOutText } from './forecastText.ts'
import { settingsSaved } from '../settings.ts'
import type { Question } from '../../base/showDialog.ts'
import { showDialog } from '../../base/showDialog.ts'

export interface ToApprove {
  /** What is to be done and paid for, as the title of the question. */
  readonly title: string
  /** The label of the confirming button. */
  readonly action: string
}

/**
 * Sends a request that may cost money. If the host requires approval, asks the user with the host's own amount, as
 * often as that has grown meanwhile. Resolves with null if the user does not agree.
 */
export async function withApproval<T>(
  editor: Editor,
  { title, action }: ToApprove,
  send: (approved: Approval | undefined) => Promise<T>,
  put: (question: Question) => Promise<string | null> = (question) => showDialog(editor, question),
): Promise<T | null> {
  // Waits for setting changes: the engine and the approval limit must be the current ones.
  await settingsSaved(editor)
  let approved: Approval | undefined
  for (;;) {
    try {
      return await send(approved)
    } catch (thrown) {
      const needed = neededApproval(toAppError(thrown))
      if (needed === null) throw thrown
      const { forecast, notices } = needed
      const message = [forecastSentence(forecast), leftOutText(notices)].filter(Boolean).join(' ')
      const choices = [{ id: 'yes', label: action, weight: 'main' }] as const
      if ((await put({ kind: 'choice', title, message, choices })) !== 'yes') return null
      approved = Approval.parse(forecast)
    }
  }
}

/** Its cost, and what it leaves out. */
const NeededApproval = z.object({ forecast: RunForecast, notices: z.array(ProblemData).default([]) })

/** What the host wants approved; null for another error. */
function neededApproval({ code, data }: AppError): z.infer<typeof NeededApproval> | null {
  if (code !== 'approval.needed') return null
  return NeededApproval.safeParse(data).data ?? null
}
