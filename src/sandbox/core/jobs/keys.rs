//! What lists are narrowed by, as small numbers beside each other: a list over
//! a hundred thousand jobs looks at these, and not at the jobs.

use std::collections::HashMap;

use crate::api::types::Job;

/// A text by its number; 0 is no text.
pub(super) type Name = u32;

/// Texts and their numbers.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<String, Name>);

impl Names {
    /// The number of a text, a new one if need be.
    pub(super) fn learn(&mut self, text: &str) -> Name {
        if let Some(name) = self.0.get(text) {
            return *name;
        }
        let name = u32::try_from(self.0.len() + 1).unwrap_or(Name::MAX);
        self.0.insert(text.to_owned(), name);
        name
    }

    fn learn_any(&mut self, text: Option<&str>) -> Name {
        text.map_or(0, |text| self.learn(text))
    }

    /// The number of a text that is known.
    pub(super) fn find(&self, text: &str) -> Option<Name> {
        self.0.get(text).copied()
    }
}

/// One job's texts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Keys {
    /// Whether there is a job at all.
    pub(super) there: bool,
    environment: Name,
    space: Name,
    source: Name,
    destination: Name,
    file: Name,
    parent: Name,
}

impl Keys {
    pub(super) fn new(job: &Job, names: &mut Names) -> Self {
        Self {
            there: true,
            environment: names.learn_any(job.environment_id.as_deref()),
            space: names.learn_any(job.space_id.as_deref()),
            source: names.learn(&job.source),
            destination: names.learn_any(job.destination.as_deref()),
            file: names.learn_any(job.file_id.as_deref()),
            parent: names.learn_any(job.parent_id.as_ref().map(AsRef::as_ref)),
        }
    }
}

/// Which jobs a list is narrowed to.
#[derive(Clone, Debug, Default)]
pub(in crate::sandbox::core) struct Filter {
    pub(in crate::sandbox::core) environment: Option<String>,
    pub(in crate::sandbox::core) space: Option<String>,
    /// The source or the destination of the jobs.
    pub(in crate::sandbox::core) workbook: Option<String>,
    /// The file or the source of the jobs.
    pub(in crate::sandbox::core) file: Option<String>,
    pub(in crate::sandbox::core) parent: Option<String>,
    pub(in crate::sandbox::core) source: Option<String>,
    /// No parts, unless those of one parent are asked for.
    pub(in crate::sandbox::core) without_parts: bool,
}

impl Filter {
    /// The filter in numbers; nothing when it names a text of no job.
    pub(super) fn resolve(&self, names: &Names) -> Option<Wanted> {
        let number = |text: &Option<String>| match text {
            Some(text) => names.find(text).map(Some),
            None => Some(None),
        };
        Some(Wanted {
            environment: number(&self.environment)?,
            space: number(&self.space)?,
            workbook: number(&self.workbook)?,
            file: number(&self.file)?,
            parent: number(&self.parent)?,
            source: number(&self.source)?,
            top: self.without_parts && self.parent.is_none(),
        })
    }
}

/// A filter in numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    environment: Option<Name>,
    space: Option<Name>,
    workbook: Option<Name>,
    file: Option<Name>,
    parent: Option<Name>,
    source: Option<Name>,
    top: bool,
}

impl Wanted {
    pub(super) fn fits(&self, keys: &Keys) -> bool {
        let is = |wanted: Option<Name>, key: Name| wanted.is_none_or(|wanted| wanted == key);
        keys.there
            && is(self.environment, keys.environment)
            && is(self.space, keys.space)
            && (is(self.workbook, keys.source) || is(self.workbook, keys.destination))
            && (is(self.file, keys.file) || is(self.file, keys.source))
            && is(self.parent, keys.parent)
            && is(self.source, keys.source)
            && !(self.top && keys.parent != 0)
    }
}
