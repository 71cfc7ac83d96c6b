/**
 * The store's tables, one entry per version: applied in order, each in a transaction of its own, never changed once
 * published. Times are wall-clock milliseconds, sizes bytes, costs US dollars; JSON columns contain the types of the
 * same name in the code.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- The workflow as it was, seeds drawn.
    workflow TEXT NOT NULL,
    -- JSON: what else it takes to run it again as it was asked for.
    request TEXT NOT NULL,
    account TEXT NOT NULL,
    state TEXT NOT NULL,
    cost REAL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER
  ) STRICT;
  CREATE INDEX runs_by_start ON runs (started_at);

  CREATE TABLE steps (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    node TEXT NOT NULL,
    step TEXT NOT NULL,
    PRIMARY KEY (run, node)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    -- What makes two jobs equal: endpoint, its version and the resolved input.
    key TEXT NOT NULL,
    run TEXT NOT NULL,
    node TEXT NOT NULL,
    item INTEGER NOT NULL,
    endpoint TEXT NOT NULL,
    account TEXT NOT NULL,
    state TEXT NOT NULL,
    request_id TEXT,
    -- JSON: the state with all that belongs to it.
    job TEXT NOT NULL,
    body BLOB NOT NULL,
    body_sha256 TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX jobs_by_key ON jobs (account, key);
  CREATE INDEX jobs_by_state ON jobs (state);
  CREATE INDEX jobs_by_run ON jobs (run);
  CREATE INDEX jobs_by_request ON jobs (request_id);

  CREATE TABLE results (
    key TEXT PRIMARY KEY,
    outputs TEXT NOT NULL,
    made_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE assets (
    sha256 TEXT PRIMARY KEY,
    origin TEXT NOT NULL,
    added_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE durations (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    milliseconds INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX durations_by_endpoint ON durations (account, endpoint, id);

  -- What other processes ask of the one that writes.
  CREATE TABLE wishes (
    id INTEGER PRIMARY KEY,
    wish TEXT NOT NULL,
    made_at INTEGER NOT NULL
  ) STRICT;
  `,
  `
  -- When it was asked for; where it waits for its turn, started_at is that too.
  ALTER TABLE runs ADD COLUMN queued_at INTEGER;
  -- The kept workflow that it was started from.
  ALTER TABLE runs ADD COLUMN kept TEXT;
  -- Taken out of the history. What it made stays where it was made.
  ALTER TABLE runs ADD COLUMN removed_at INTEGER;
  CREATE INDEX steps_by_end ON steps (json_extract(step, '$.finishedAt'));
  `,
  `
  -- What people answered in the middle of runs: nobody is asked twice.
  CREATE TABLE answers (
    run TEXT NOT NULL,
    node TEXT NOT NULL,
    item INTEGER NOT NULL,
    -- Digest of what was asked and of the inputs it was asked with.
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (run, node, item, question)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Results that a person took out of the list of what a node has made. Their pictures stay.
  CREATE TABLE put_aside (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    node TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (run, node)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What a job is known to have cost. A sum that no job costs is not believed.
  ALTER TABLE jobs ADD COLUMN cost REAL;
  UPDATE jobs SET cost = json_extract(job, '$.phase.cost')
    WHERE json_valid(job) AND json_type(job, '$.phase.cost') IN ('integer', 'real')
      AND json_extract(job, '$.phase.cost') BETWEEN 0 AND 10000;
  `,
  `
  -- What a job brought after its run was over is put aside by itself: '' is what the step itself made.
  ALTER TABLE put_aside RENAME TO put_aside_together;
  CREATE TABLE put_aside (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    node TEXT NOT NULL,
    job TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (run, node, job)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO put_aside SELECT run, node, '', at FROM put_aside_together;
  -- What was put aside together stays so.
  INSERT INTO put_aside SELECT p.run, p.node, j.id, p.at FROM put_aside_together p
    JOIN jobs j ON j.run = p.run AND j.node = p.node AND j.updated_at <= p.at;
  DROP TABLE put_aside_together;
  `,
  `
  -- Processes ask each other over a socket. A program that would leave a wish here says that the library is newer.
  DROP TABLE wishes;
  `,
  `
  -- The engine of a job, and of how long its jobs take. NULL: from before there was more than one, RunComfy.
  ALTER TABLE jobs ADD COLUMN engine TEXT;
  ALTER TABLE durations ADD COLUMN engine TEXT;
  -- JSON: the account that pays at each engine of the run. NULL: the one in 'account', at RunComfy or in practice.
  ALTER TABLE runs ADD COLUMN accounts TEXT;
  `,
  `
  -- The endpoints that engines publish, as of the last time they were asked. A cache: without it nothing is lost.
  CREATE TABLE catalogue (
    engine TEXT NOT NULL,
    model_id TEXT NOT NULL,
    title TEXT NOT NULL,
    category TEXT NOT NULL,
    -- JSON: texts.
    keywords TEXT NOT NULL,
    help TEXT NOT NULL,
    -- The digest of the endpoint.
    sha256 TEXT NOT NULL,
    -- JSON: the endpoint, with its schema.
    endpoint TEXT NOT NULL,
    -- JSON: the kinds of its ports, so that a search needs no schema.
    ports TEXT NOT NULL,
    -- JSON: what the engine says about its price.
    prices TEXT,
    fetched_at INTEGER NOT NULL,
    PRIMARY KEY (engine, model_id)
  ) STRICT;
  `,
  `
  -- JSON: the files of the asset store whose base64 belongs into the body, and where. NULL: not looked at, it is whole.
  ALTER TABLE jobs ADD COLUMN body_files TEXT;
  CREATE INDEX jobs_with_whole_body ON jobs (id) WHERE body_files IS NULL;
  `,
  `
  -- What the user has said about a result, by the digest of its bytes.
  CREATE TABLE marks (
    sha256 TEXT PRIMARY KEY,
    starred INTEGER NOT NULL DEFAULT 0,
    -- JSON: texts.
    tags TEXT NOT NULL DEFAULT '[]',
    -- Taken out of the results. Its file goes with the next clean-up, unless something needs it.
    deleted_at INTEGER
  ) STRICT, WITHOUT ROWID;
  -- How long a run only waited for the user, in milliseconds.
  ALTER TABLE runs ADD COLUMN waited INTEGER;
  -- What was saved of a workflow, each text once. What was run of it is in runs.
  CREATE TABLE workflow_versions (
    workflow TEXT NOT NULL,
    -- Of the text.
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    -- The name that the user has given it.
    name TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (workflow, sha256)
  ) STRICT, WITHOUT ROWID;
  `,
]
