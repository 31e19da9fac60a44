//! Whether a job is one of a list: a decision without I/O.

use super::Jobs;
use crate::api::types::{Job, JobType};

impl Jobs {
    /// Whether the list has this job, as far as the job shows it; none where only
    /// the server can tell: a job of a workbook's sheet does not name the workbook,
    /// and the contract lets a job leave out its space and its file.
    pub(crate) fn has(&self, job: &Job) -> Option<bool> {
        let query = &self.query;
        let is = |wanted: &Option<String>, shown: &[Option<&str>]| {
            wanted.as_deref().is_none_or(|wanted| shown.contains(&Some(wanted)))
        };
        let source = Some(job.source.as_str());
        let kind = job.type_.canonical();
        // Each with whether the job would show it.
        let space = (is(&query.space, &[job.space_id.as_deref()]), job.space_id.is_some());
        let shows_file = job.file_id.is_some() || kind == JobType::File;
        let file = (is(&query.file, &[job.file_id.as_deref(), source]), shows_file);
        let workbook = is(&query.workbook, &[source, job.destination.as_deref()]);
        let workbook = (workbook, kind == JobType::Workbook);
        let places = [space, file, workbook];
        let environment = job.environment_id.as_deref().or(query.environment.as_deref());
        let parent = job.parent_id.as_ref();
        let child = query.exclude_child_jobs == Some(true) && query.parent.is_none();
        let may_be = is(&query.environment, &[environment])
            && !places.contains(&(false, true))
            && is(&query.source, &[source])
            && query.parent.as_ref().is_none_or(|wanted| Some(wanted) == parent)
            && !(child && parent.is_some())
            && self.filter.keeps(job);
        if !may_be {
            return Some(false);
        }
        places.iter().all(|(is, _)| *is).then_some(true)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;
    use crate::api::types::JobType;
    use crate::client::Client;

    fn job() -> Job {
        let made = DateTime::UNIX_EPOCH;
        Job::new(made, "us_jb_1", "exportOrders", "us_sh_1", JobType::Sheet, made)
            .with_space_id("us_sp_1")
            .with_file_id("us_fl_1")
            .with_parent_id("us_jb_0")
    }

    #[test]
    fn as_far_as_the_job_shows_it() {
        let client = Client::builder().token("t").build().unwrap();
        let later = DateTime::UNIX_EPOCH + TimeDelta::seconds(1);
        type Narrow = Box<dyn Fn(Jobs) -> Jobs>;
        let cases: [(Narrow, Option<bool>); 16] = [
            (Box::new(|it| it), Some(true)),
            (Box::new(|it| it.space("us_sp_1")), Some(true)),
            (Box::new(|it| it.space("us_sp_2")), Some(false)),
            (Box::new(|it| it.environment("us_env_1")), Some(true)),
            (Box::new(|it| it.file("us_fl_1")), Some(true)),
            (Box::new(|it| it.file("us_sh_1")), Some(true)),
            (Box::new(|it| it.file("us_fl_2")), Some(false)),
            (Box::new(|it| it.source("us_sh_2")), Some(false)),
            (Box::new(|it| it.parent("us_jb_0").exclude_child_jobs(true)), Some(true)),
            (Box::new(|it| it.exclude_child_jobs(true)), Some(false)),
            (Box::new(|it| it.operation("map")), Some(false)),
            (Box::new(move |it| it.created_before(later)), Some(true)),
            (Box::new(move |it| it.created_after(later)), Some(false)),
            (Box::new(|it| it.workbook("us_sh_1")), Some(true)),
            (Box::new(|it| it.workbook("us_wb_1")), None),
            (Box::new(|it| it.workbook("us_wb_1").operation("map")), Some(false)),
        ];
        for (at, (narrow, has)) in cases.iter().enumerate() {
            assert_eq!(narrow(client.jobs()).has(&job()), *has, "case {at}");
        }
    }

    #[test]
    fn what_the_job_leaves_out_only_the_server_knows() {
        let client = Client::builder().token("t").build().unwrap();
        let of = |kind: JobType| Job { space_id: None, file_id: None, type_: kind, ..job() };
        let has = |narrow: fn(Jobs) -> Jobs, job: &Job| narrow(client.jobs()).has(job);
        let sheet = of(JobType::Sheet);
        assert_eq!(has(|it| it.space("us_sp_1"), &sheet), None);
        assert_eq!(has(|it| it.file("us_fl_1"), &sheet), None);
        assert_eq!(has(|it| it.space("us_sp_1").operation("map"), &sheet), Some(false));
        assert_eq!(has(|it| it.file("us_fl_1"), &of(JobType::File)), Some(false), "its source");
        let workbook = of(JobType::Workbook);
        assert_eq!(has(|it| it.workbook("us_wb_1"), &workbook), Some(false), "its source");
        let into = workbook.with_destination("us_wb_1");
        assert_eq!(has(|it| it.workbook("us_wb_1"), &into), Some(true));
    }
}
