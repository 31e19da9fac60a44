//! Can it be told from the response to an end which job it is about, and in
//! which status? And from a page of jobs, where they are?

use serde_json::Value;

use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{OperationAt, Success, component, operations, success};

pub const JOB_ID: &str = "JobId";
pub const JOB_STATUS: &str = "JobStatus";

/// The names of the members that such a response is judged by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The member of a response that is the job.
    pub job: String,
    /// The member of a page that is the list of jobs.
    pub jobs: String,
    /// The job's id.
    pub id: String,
    /// The job's status.
    pub status: String,
}

pub fn check(document: &Document) -> Vec<Problem> {
    names(document).err().unwrap_or_default()
}

/// The names, if the contract has ends at all.
pub fn names(document: &Document) -> Result<Option<Names>, Vec<Problem>> {
    let operations = operations(document);
    let mut problems = Vec::new();
    let mut first: Option<Job> = None;
    for end in operations.iter().filter(|each| each.value.get("x-settles-to").is_some()) {
        match (job(document, end), &first) {
            (Some(found), Some(known)) if found != *known => problems.push(document.problem(
                &join(&end.pointer, "responses"),
                "this end answers with another form than the ends before",
                "let the responses of all ends share one schema",
            )),
            (Some(found), None) => first = Some(found),
            (Some(_), Some(_)) => {}
            (None, _) => problems.push(document.problem(
                &join(&end.pointer, "responses"),
                "it cannot be told from the response which job was ended",
                format!(
                    "let a required member of its schema be an object with one required \
                     {JOB_ID}, a plain string, and one {JOB_STATUS}; none of them may be null \
                     but the status"
                ),
            )),
        }
    }
    let Some(found) = first.filter(|_| problems.is_empty()) else {
        return if problems.is_empty() { Ok(None) } else { Err(problems) };
    };
    let Job { component, job, id, status } = found;
    match operations.iter().find_map(|each| list(document, each, &component)) {
        Some(jobs) => Ok(Some(Names { job, jobs, id, status })),
        None => Err(vec![document.problem(
            "/paths",
            format!("no operation answers with a list of {component}"),
            "let one have a response with a required list of them",
        )]),
    }
}

/// How a response has a job.
#[derive(PartialEq, Eq)]
struct Job {
    component: String,
    job: String,
    id: String,
    status: String,
}

fn job(document: &Document, operation: &OperationAt<'_>) -> Option<Job> {
    if !is_text(document) {
        return None;
    }
    members(document, response(document, operation)?).filter(|member| member.required).find_map(
        |member| {
            let component = member.component?;
            let schema = document.at(&join("/components/schemas", component))?;
            let ids = |each: &Member<'_>| each.required && each.component == Some(JOB_ID);
            let statuses = |each: &Member<'_>| each.component == Some(JOB_STATUS);
            Some(Job {
                component: component.to_owned(),
                job: member.name.to_owned(),
                id: only(members(document, schema).filter(ids))?,
                status: only(members(document, schema).filter(statuses))?,
            })
        },
    )
}

/// The member that lists the jobs.
fn list(document: &Document, operation: &OperationAt<'_>, job: &str) -> Option<String> {
    let lists = |each: &Member<'_>| {
        each.required && each.schema.get("items").and_then(component) == Some(job)
    };
    only(members(document, response(document, operation)?).filter(lists))
}

/// The schema of the success of an operation.
fn response<'a>(document: &'a Document, operation: &OperationAt<'_>) -> Option<&'a Value> {
    let Success::Json(schema) = success(document, operation)? else { return None };
    match component(schema) {
        Some(name) => document.at(&join("/components/schemas", name)),
        None => Some(schema),
    }
}

struct Member<'a> {
    name: &'a str,
    schema: &'a Value,
    /// It is there, and never null.
    required: bool,
    /// The component that it is, if it is one, also where it may be null.
    component: Option<&'a str>,
}

fn members<'a>(document: &'a Document, schema: &'a Value) -> impl Iterator<Item = Member<'a>> {
    let required = schema.get("required").and_then(Value::as_array);
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.into_iter().flatten().map(move |(name, schema)| {
        let component = component(schema).or_else(|| component(schema.pointer("/allOf/0")?));
        let named = component.and_then(|name| document.at(&join("/components/schemas", name)));
        let may_be_null = |schema: &Value| schema.get("nullable") == Some(&Value::Bool(true));
        Member {
            name,
            schema,
            required: required.is_some_and(|names| names.contains(&name.as_str().into()))
                && !may_be_null(schema)
                && !named.is_some_and(may_be_null),
            component,
        }
    })
}

/// Whether the component of ids is one that the crate makes an id of.
fn is_text(document: &Document) -> bool {
    let schema = document.at(&join("/components/schemas", JOB_ID));
    schema.is_some_and(|schema| {
        schema.get("type") == Some(&"string".into())
            && ["enum", "format", "nullable"].iter().all(|key| schema.get(key).is_none())
    })
}

/// The name of the only one there is.
fn only<'a>(mut members: impl Iterator<Item = Member<'a>>) -> Option<String> {
    let found = members.next()?;
    members.next().is_none().then(|| found.name.to_owned())
}
