//! Bodies of successes with something odd in them, and bodies of something else.

use fastrand::Rng;
use serde_json::Value;

/// What is odd in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odd {
    /// A member with a value that does not fit; the job can be recognised.
    Member(Member),
    /// The whole text; the job can be recognised.
    Mark,
    /// It is another job's.
    AnotherJob,
    /// It is no job.
    NoJob(&'static str),
    /// The job has no status, or none that is text.
    NoStatus(&'static str),
    /// A status that the contract does not know.
    Status(&'static str),
}

/// An odd member, as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    pub name: &'static str,
    pub value: &'static str,
    /// The job cannot be decoded, or not its dates: which run it is in cannot
    /// be told.
    pub spoils_run: bool,
}

const fn member(name: &'static str, value: &'static str) -> Odd {
    Odd::Member(Member { name, value, spoils_run: false })
}

/// A date of the run, or a required member.
const fn of_run(name: &'static str, value: &'static str) -> Odd {
    Odd::Member(Member { name, value, spoils_run: true })
}

/// More levels than a JSON library goes down.
const DEEP: &str = "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\
    [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\
    ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\
    ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]";

const ALL: &[Odd] = &[
    member("info", r#"{"a":1}"#),
    member("managed", r#""yes""#),
    member("progress", r#""50""#),
    member("part", "3.5"),
    member("part", "3.0"),
    member("trigger", "7"),
    member("input", r#"{"a":1,"a":2}"#),
    of_run("startedAt", r#""""#),
    of_run("startedAt", r#""2025-06-01 12:00:00""#),
    of_run("finishedAt", r#""yesterday""#),
    of_run("finishedAt", r#""2025-06-01T12:00:00""#),
    of_run("createdAt", "17"),
    of_run("updatedAt", r#""""#),
    of_run("operation", "null"),
    member("info", r#""half of an emoji \ud83d""#),
    member("input", r#"{"a":"\ud83d"}"#),
    member("progress", "1e400"),
    member("config", DEEP),
    Odd::Mark,
    Odd::AnotherJob,
    Odd::NoJob(""),
    Odd::NoJob("<html>the way is closed</html>"),
    Odd::NoJob("{}"),
    Odd::NoJob(r#"{"data":null}"#),
    Odd::NoJob(r#"{"data":[{"id":"us_jb_x"}]}"#),
    Odd::NoJob(r#"{"data":{"success":true}}"#),
    Odd::NoStatus("null"),
    Odd::NoStatus("5"),
    Odd::Status("archived"),
    Odd::Status(""),
    Odd::Status("FAILED"),
];

impl Odd {
    pub fn random(rng: &mut Rng) -> Self {
        *rng.choice(ALL).unwrap()
    }

    /// Whether the job and its status can be read all the same.
    pub fn is_readable(self) -> bool {
        matches!(self, Self::Member(_) | Self::Mark)
    }

    /// Whether the job can be recognised.
    pub fn is_about_the_job(self) -> bool {
        !matches!(self, Self::AnotherJob | Self::NoJob(_))
    }

    /// What it makes of a body with a job.
    pub fn put_into(self, body: &[u8]) -> String {
        let mut json: Value = serde_json::from_slice(body).unwrap();
        let job = json["data"].as_object_mut().unwrap();
        let mut set = |name: &str, value: &str| {
            job.remove(name);
            let text = serde_json::to_string(&job).unwrap();
            format!(r#"{{"data":{{"{name}":{value},{}}}"#, text.strip_prefix('{').unwrap())
        };
        match self {
            Self::Member(Member { name, value, .. }) => set(name, value),
            Self::Mark => format!("\u{feff}{json}"),
            Self::AnotherJob => set("id", r#""us_jb_another""#),
            Self::NoJob(text) => text.to_owned(),
            Self::NoStatus(value) => set("status", value),
            Self::Status(status) => set("status", &format!("{status:?}")),
        }
    }
}
