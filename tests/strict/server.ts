import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { checkInput } from "./checks.ts";
import { cancel, createJob, drawOutputs, poll } from "./jobs.ts";
import type { Job } from "./jobs.ts";
import { checkHeaders, finding, parseBody, route } from "./protocol.ts";
import type { Call, Finding, Violation } from "./protocol.ts";

export type { Violation } from "./protocol.ts";

/** A request as it came in. The token is in none of it. */
export interface StrictRequest {
  readonly kind: Call["kind"];
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly endpoint: string | null;
  readonly requestId: string | null;
  /** The parsed JSON of a submit; null for everything else. */
  readonly body: unknown;
  /** SHA-256 of a submit's bytes, in hex. */
  readonly bodySha256: string | null;
  /** How often these bytes have come to this endpoint, this time included; 0 where there is no body. */
  readonly submits: number;
  /** HTTP status of the answer; 0 until it is given. */
  readonly status: number;
}

export interface StrictOptions {
  /** The one Bearer token that is let in. */
  readonly token: string;
  /** Status answers before the one that says `completed`; 2 unless told. `Infinity`: never. */
  readonly completeAfterPolls?: number;
  /** How many of those say `in_queue`; 1 unless told. */
  readonly queuedPolls?: number;
  /** A clock in milliseconds that never goes back, for the pace of polling. */
  readonly now?: () => number;
}

export interface StrictServer {
  /** Base URL, without a slash at the end. */
  readonly url: string;
  readonly requests: readonly StrictRequest[];
  /** Everything that was not as documented, in the order it came in. Empty is the verdict one hopes for. */
  readonly violations: readonly Violation[];
  close(): Promise<void>;
}

const maxBody = 64 * 1024 * 1024;
const minPollGap = 50;
const mimes: Readonly<Record<string, string>> = {
  png: "image/png",
  jpeg: "image/jpeg",
  webp: "image/webp",
};

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Starts, on a free loopback port, a server of the Model API that knows the five endpoint pages and nothing of the
 * product. It answers as the pages say, and writes down every request and whatever is wrong with it: path, method,
 * query, token, content type, size, every field of the input, a body that comes twice, a submit on a used
 * connection, status calls less than 50 ms apart, a result asked for before the status said `completed`.
 *
 * The catalogue and balance calls are no part of it: a run has no need of them.
 */
export async function startStrict(options: StrictOptions): Promise<StrictServer> {
  const { token, completeAfterPolls = 2, queuedPolls = 1, now = () => performance.now() } = options;
  const requests: { -readonly [K in keyof StrictRequest]: StrictRequest[K] }[] = [];
  const violations: Violation[] = [];
  const jobs = new Map<string, Job>();
  const files = new Map<string, Buffer>();
  const submits = new Map<string, number>();
  const used = new WeakSet<Socket>();
  let url = "";

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const { method = "", url: target = "", socket, headers } = request;
    const { call, findings } = route(method, target);
    const index = requests.length;
    const record: (typeof requests)[number] = {
      kind: call.kind,
      method,
      target: target.replaceAll(token, "<token>"),
      endpoint: call.kind === "submit" ? call.endpoint : null,
      requestId: "requestId" in call ? call.requestId : null,
      body: null,
      bodySha256: null,
      submits: 0,
      status: 0,
    };
    requests.push(record);
    const note = (found: Finding) => violations.push({ request: index, ...found });
    const answer = ({ status, body }: Answer) => {
      record.status = status;
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };

    findings.push(...checkHeaders(call, headers, token));
    if (target.includes(token)) findings.push(finding("token", "the token stands in the address"));
    if (call.kind === "submit" && used.has(socket)) {
      findings.push(finding("connection", "a submit on a connection that was used before"));
    }
    used.add(socket);
    const bytes = await readBody(request);
    if (bytes === null) findings.push(finding("body-size", "the body has more than 64 MiB"));
    else if (bytes.length > 0 && call.kind !== "submit")
      findings.push(finding("body", `${call.kind} has a body`));
    findings.forEach(note);

    const refusal = refuse(findings);
    if (refusal !== null || bytes === null) return answer(refusal ?? failure(413, "too large"));
    switch (call.kind) {
      case "submit":
        return answer(await submit(call.endpoint, bytes, record, note));
      case "output": {
        const file = files.get(call.file);
        if (file === undefined) {
          note(finding("path", `no output is called ${call.file}`));
          return answer(failure(404, "no such output"));
        }
        record.status = 200;
        const mime = mimes[call.file.slice(call.file.lastIndexOf(".") + 1)];
        return response
          .writeHead(200, { "content-type": mime, "content-length": file.length })
          .end(file);
      }
      case "none":
        return answer(failure(404, "no such path"));
      default: {
        const job = jobs.get(call.requestId);
        if (job !== undefined) return answer(await ask(job, call, note));
        note(finding("path", `no request is called ${call.requestId}`));
        return answer(failure(404, "no such request", 404001));
      }
    }
  }

  async function submit(
    endpoint: string,
    bytes: Buffer,
    record: (typeof requests)[number],
    note: (found: Finding) => void,
  ): Promise<Answer> {
    if (bytes.includes(token)) note(finding("token", "the token stands in the body", "body"));
    record.bodySha256 = createHash("sha256").update(bytes).digest("hex");
    record.submits = (submits.get(`${endpoint} ${record.bodySha256}`) ?? 0) + 1;
    submits.set(`${endpoint} ${record.bodySha256}`, record.submits);
    if (record.submits > 1)
      note(finding("repeated", `the same body for the ${record.submits}. time`, "body"));

    const parsed = parseBody(bytes);
    if ("words" in parsed) {
      note(finding("body", parsed.words, "body"));
      return failure(400, "the body is no JSON");
    }
    record.body = parsed.value;
    const { problems, pictures } = await checkInput(endpoint, parsed.value, { url, files });
    for (const { field, words } of problems) note(finding("input", words, field));
    if (problems.length > 0) {
      const detail = problems.map(({ field, words }) => ({
        loc: ["body", field],
        msg: words,
        type: "value_error",
      }));
      return { status: 422, body: { detail } };
    }
    // The schema has just said that it is an object.
    const job = createJob(endpoint, parsed.value as Job["input"], pictures);
    jobs.set(job.id, job);
    return {
      status: 200,
      body: {
        request_id: job.id,
        status_url: `${url}/v1/requests/${job.id}/status`,
        result_url: `${url}/v1/requests/${job.id}/result`,
        cancel_url: `${url}/v1/requests/${job.id}/cancel`,
      },
    };
  }

  async function ask(
    job: Job,
    call: Extract<Call, { requestId: string }>,
    note: (found: Finding) => void,
  ): Promise<Answer> {
    if (call.kind === "cancel") {
      const outcome = cancel(job);
      return { status: 200, body: { status: job.state, outcome } };
    }
    if (call.kind === "status") {
      const at = now();
      const gap = job.lastPoll === null ? Infinity : at - job.lastPoll;
      job.lastPoll = at;
      if (gap < minPollGap) note(finding("pace", `status asked again after ${gap.toFixed(1)} ms`));
      const { state, queuePosition } = poll(job, { queuedPolls, completeAfterPolls });
      return {
        status: 200,
        body: {
          request_id: job.id,
          status: state,
          ...(queuePosition === null ? {} : { queue_position: queuePosition }),
          result_url: `${url}/v1/requests/${job.id}/result`,
        },
      };
    }
    if (!job.saidCompleted) {
      note(finding("too-early", "result asked for before a status said completed"));
      return { status: 200, body: { request_id: job.id, status: job.state } };
    }
    job.files ??= keepOutputs(job);
    const uris = (await job.files).map((file) => `${url}/outputs/${file}`);
    const many = job.endpoint === "tongyi-mai/z-image/turbo";
    return {
      status: 200,
      body: {
        request_id: job.id,
        status: "completed",
        model_id: job.endpoint,
        output: many ? { image: uris[0], images: uris } : { image: uris[0] },
        input: { prompt: job.input["prompt"], image_url: `${url}/outputs/echo-of-${job.id}.png` },
        ...(call.cost ? { cost: 0.01 } : {}),
      },
    };
  }

  async function keepOutputs(job: Job): Promise<string[]> {
    return (await drawOutputs(job)).map(({ format, bytes }, index) => {
      const file = `${job.id}-${index}.${format}`;
      files.set(file, bytes);
      return file;
    });
  }

  const server = createServer((request, response) => {
    // A client that hangs up leaves nothing to answer; what it did until then is written down already.
    handle(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  url = `http://127.0.0.1:${address.port}`;

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, requests, violations, close };
}

/** The answer to a request that broke the protocol, in the order a server would notice; null lets it through. */
function refuse(findings: readonly Finding[]): Answer | null {
  const broken = (rule: Finding["rule"]) => findings.some((found) => found.rule === rule);
  if (broken("path")) return failure(404, "no such path");
  if (broken("method")) return failure(405, "not with this method");
  if (broken("token")) return failure(401, "token missing, unknown or misplaced", 400004);
  if (broken("body-size")) return failure(413, "the body has more than 64 MiB");
  if (broken("content-type")) return failure(415, "application/json is asked for");
  if (broken("query") || broken("body")) return failure(400, "not as documented");
  return null;
}

function failure(status: number, words: string, code = status * 1000): Answer {
  return { status, body: { error_code: code, error_message: words } };
}

/** The whole body, or null once it is over the limit; the rest is read all the same, so that an answer can be given. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
  }
  return size <= maxBody ? Buffer.concat(chunks) : null;
}
