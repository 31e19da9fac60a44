//! PostgreSQL's statements.

use super::Statements;

/// The session's setting that names the worker whose connection it is.
pub(crate) const WORKER: &str = "flatfile_jobs.worker";

/// Held while tables are made: two that make the same one at once fail.
pub(crate) const LOCK: &str = "SELECT pg_advisory_lock(5038161264)";
pub(crate) const UNLOCK: &str = "SELECT pg_advisory_unlock(5038161264)";

/// Whether all of [`POSTGRES`]'s `setup` is there: its last is. What is changed
/// one day needs another name.
pub(crate) const IS_THERE: &str = "SELECT EXISTS (
    SELECT FROM pg_trigger
    WHERE tgname = 'flatfile_jobs_fence' AND tgrelid = to_regclass('river_job')
)";

pub(crate) const POSTGRES: Statements = Statements {
    setup: &[
        "CREATE TABLE IF NOT EXISTS flatfile_jobs_worker (
            id text PRIMARY KEY,
            beat bigint NOT NULL DEFAULT 0,
            started_at timestamptz NOT NULL DEFAULT now()
        )",
        FENCE,
        "DO $$ BEGIN
            IF NOT EXISTS (
                SELECT FROM pg_trigger
                WHERE tgname = 'flatfile_jobs_fence' AND tgrelid = 'river_job'::regclass
            ) THEN
                CREATE TRIGGER flatfile_jobs_fence BEFORE UPDATE ON river_job
                FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
                EXECUTE FUNCTION flatfile_jobs_fence();
            END IF;
        END $$",
    ],
    register: "INSERT INTO flatfile_jobs_worker (id) VALUES ($1)",
    beat: "UPDATE flatfile_jobs_worker SET beat = beat + 1 WHERE id = $1",
    watched: "SELECT id, beat FROM flatfile_jobs_worker
        UNION ALL
        SELECT DISTINCT attempted_by[array_upper(attempted_by, 1)], NULL::bigint
        FROM river_job
        WHERE state = 'running' AND kind = 'flatfile_job' AND NOT EXISTS (
            SELECT FROM flatfile_jobs_worker
            WHERE id = attempted_by[array_upper(attempted_by, 1)]
        ) AND attempted_by[array_upper(attempted_by, 1)] IS NOT NULL",
    strike: "DELETE FROM flatfile_jobs_worker WHERE id = $1 AND beat = $2",
    sign_off: "DELETE FROM flatfile_jobs_worker WHERE id = $1",
    release: "UPDATE river_job SET
            state = (CASE WHEN attempt >= max_attempts
                THEN 'discarded' ELSE 'available' END)::river_job_state,
            finalized_at = CASE WHEN attempt >= max_attempts THEN now() END,
            errors = array_append(coalesce(errors, '{}'), jsonb_build_object(
                'at', to_char(now() AT TIME ZONE 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'),
                'attempt', attempt, 'error', $2::text, 'trace', ''))
        WHERE state = 'running' AND kind = 'flatfile_job'
            AND attempted_by[array_upper(attempted_by, 1)] = $1
            AND NOT EXISTS (SELECT FROM flatfile_jobs_worker WHERE id = $1)",
};

/// River closes a row by its id alone: whoever has it. So a worker that stood
/// still, and writes what came of an attempt that is not its own any more, would
/// close the row of the one that took over. On the connection of a worker, a row
/// that is another's stays as it is; and one whose beat is gone gets no new row.
const FENCE: &str = "CREATE OR REPLACE FUNCTION flatfile_jobs_fence() RETURNS trigger
    LANGUAGE plpgsql AS $$
    DECLARE
        worker text := nullif(current_setting('flatfile_jobs.worker', true), '');
    BEGIN
        IF worker IS NULL OR OLD.kind <> 'flatfile_job' THEN
            RETURN NEW;
        ELSIF OLD.state = 'running' THEN
            IF OLD.attempted_by[array_upper(OLD.attempted_by, 1)] IS DISTINCT FROM worker THEN
                RETURN NULL;
            END IF;
        ELSIF NEW.state = 'running' THEN
            IF NOT EXISTS (SELECT FROM flatfile_jobs_worker WHERE id = worker) THEN
                RETURN NULL;
            END IF;
        END IF;
        RETURN NEW;
    END $$";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fence_asks_for_the_setting() {
        assert!(FENCE.contains(&format!("current_setting('{WORKER}', true)")));
    }
}
