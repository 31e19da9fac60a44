//! SQLite's statements.

use super::Statements;

pub(crate) const SQLITE: Statements = Statements {
    setup: &["CREATE TABLE IF NOT EXISTS flatfile_jobs_worker (
        id text PRIMARY KEY NOT NULL,
        beat integer NOT NULL DEFAULT 0,
        started_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP
    )"],
    register: "INSERT INTO flatfile_jobs_worker (id) VALUES (?1)",
    beat: "UPDATE flatfile_jobs_worker SET beat = beat + 1 WHERE id = ?1",
    watched: "SELECT id, beat FROM flatfile_jobs_worker
        UNION ALL
        SELECT DISTINCT json_extract(attempted_by, '$[#-1]'), NULL
        FROM river_job
        WHERE state = 'running' AND kind = 'flatfile_job'
            AND json_extract(attempted_by, '$[#-1]') IS NOT NULL
            AND json_extract(attempted_by, '$[#-1]')
                NOT IN (SELECT id FROM flatfile_jobs_worker)",
    strike: "DELETE FROM flatfile_jobs_worker WHERE id = ?1 AND beat = ?2",
    sign_off: "DELETE FROM flatfile_jobs_worker WHERE id = ?1",
    release: "UPDATE river_job SET
            state = CASE WHEN attempt >= max_attempts THEN 'discarded' ELSE 'available' END,
            finalized_at = CASE WHEN attempt >= max_attempts
                THEN strftime('%Y-%m-%d %H:%M:%f', 'now') END,
            errors = jsonb(json_insert(json(coalesce(errors, jsonb('[]'))), '$[#]', json_object(
                'at', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
                'attempt', attempt, 'error', ?2, 'trace', '')))
        WHERE state = 'running' AND kind = 'flatfile_job'
            AND json_extract(attempted_by, '$[#-1]') = ?1
            AND NOT EXISTS (SELECT 1 FROM flatfile_jobs_worker WHERE id = ?1)",
};

/// The fence of PostgreSQL's statements, as triggers of one connection. They
/// take no parameters; an id has letters, digits and dashes only.
pub(crate) fn fence(worker: &str) -> [String; 2] {
    let close = format!(
        "CREATE TEMP TRIGGER flatfile_jobs_fence_close BEFORE UPDATE ON main.river_job
        WHEN OLD.kind = 'flatfile_job' AND OLD.state = 'running' AND NEW.state <> 'running'
            AND json_extract(OLD.attempted_by, '$[#-1]') IS NOT '{worker}'
        BEGIN SELECT RAISE(IGNORE); END"
    );
    let take = format!(
        "CREATE TEMP TRIGGER flatfile_jobs_fence_take BEFORE UPDATE ON main.river_job
        WHEN OLD.kind = 'flatfile_job' AND OLD.state <> 'running' AND NEW.state = 'running'
            AND NOT EXISTS (SELECT 1 FROM main.flatfile_jobs_worker WHERE id = '{worker}')
        BEGIN SELECT RAISE(IGNORE); END"
    );
    [close, take]
}
