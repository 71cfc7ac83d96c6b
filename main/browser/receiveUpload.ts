import type { AppError } from '#shared/errors.ts'
import { toAppError } from '#shared/errors.ts'
import type { Session } from '../host/createSession.ts'

/** The answer to an upload, as JSON: the id of the file, or why it was not received. */
export interface UploadReply {
  readonly status: 200 | 413 | 500
  readonly body: string
}

/**
 * Receives the body of an upload piece by piece. Never rejects: a body that breaks off is answered too, although nobody
 * may read it.
 */
export async function receiveUpload(
  session: Pick<Session, 'receive'>,
  body: AsyncIterable<Uint8Array>,
): Promise<UploadReply> {
  try {
    return { status: 200, body: JSON.stringify({ upload: await session.receive(body) }) }
  } catch (thrown) {
    const error = toAppError(thrown)
    return { status: statusOf(error), body: JSON.stringify({ error: error.toJSON() }) }
  }
}

const statusOf = ({ code }: AppError): 413 | 500 => (code === 'picture.large' ? 413 : 500)
